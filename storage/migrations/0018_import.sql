-- Importing into a large workspace took half its time to merge what was indexed, over and over. The words of a whole step now make one piece of the index,
-- and pieces are put together when sixteen of a size have gathered, beside what is written: at once only where thirty-two have.
INSERT INTO turn_text (turn_text, rank) VALUES ('hashsize', 16777216);
INSERT INTO turn_text (turn_text, rank) VALUES ('automerge', 16);
INSERT INTO turn_text (turn_text, rank) VALUES ('crisismerge', 32);
