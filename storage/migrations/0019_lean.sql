-- Findings are filtered and counted in memory: nothing reads finding_facet any more. Findings that begin at one place are few, and sorted when they are read.
-- Both took some seventy bytes a finding.
DROP INDEX finding_facet;
DROP INDEX finding_place;
CREATE INDEX finding_place ON finding (interview_id, start_byte);
