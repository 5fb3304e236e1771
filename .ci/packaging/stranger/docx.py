"""Writes a text as a Word file, a paragraph a line: docx.py TEXT OUT"""
import sys
import zipfile
from xml.sax.saxutils import escape

text, out = sys.argv[1:]
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
with open(text, encoding="utf-8") as f:
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in f.read().splitlines() if line)
with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
               'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
               'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
    z.writestr("_rels/.rels", f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Target="word/document.xml" '
               'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>')
    z.writestr("word/document.xml", f'<w:document xmlns:w="{MAIN}"><w:body>{body}</w:body></w:document>')
