package kit_test

import (
	"testing"

	"throughline/app"
	"throughline/ui/kit"
)

func TestRoutesOfThePlaybook_AreToldApart(t *testing.T) {
	for _, c := range []struct {
		name     string
		route    kit.Route
		template app.TemplateID
		tool     app.ToolID
		isTool   bool
		uses     bool
	}{
		{"a template", kit.OpenTemplate("t1"), "t1", "", false, false},
		{"a tool", kit.OpenTool("u1"), "", "u1", true, false},
		{"the register", kit.OpenTool(""), "", "", true, false},
		{"studies", kit.OpenUses("s"), "", "", false, true},
		{"the playbook", kit.Route{Screen: kit.Playbook}, "", "", false, false},
		{"another screen", kit.Route{Screen: kit.Memos, ID: "tool:x"}, "", "", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			template, _ := c.route.Template()
			tool, isTool := c.route.Tool()
			if !isTool {
				tool = ""
			}
			if template != c.template || tool != c.tool || isTool != c.isTool || c.route.Uses() != c.uses {
				t.Errorf("template %q, tool %q %v, uses %v", template, tool, isTool, c.route.Uses())
			}
		})
	}
}
