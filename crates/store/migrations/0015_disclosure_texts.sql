-- What Onramp itself wrote into disclosures becomes the key of a text, which every reader reads in their
-- language. What people typed stays.
update disclosure set recipient = 'left-families' where way = 'printed' and recipient = 'Families, on paper';
update disclosure set purpose = 'left-reports' where way = 'printed' and purpose = 'Reports for families';
update disclosure set fields = 'left-reports-fields' where way = 'printed' and fields = 'Reached, under way and next targets';
update disclosure set purpose = 'left-copy' where way = 'whole_record' and purpose = 'A copy of the record';
update disclosure set fields = 'left-whole-record' where way = 'whole_record' and fields = 'The whole record';
update disclosure set ground = 'left-right-of-family' where way in ('printed', 'whole_record') and ground = 'The family''s right to inspect';
update disclosure set ground = 'left-right-of-learner' where way = 'whole_record' and ground = 'The learner''s own right to inspect';
update disclosure set ground = 'left-reason-stated' where way = 'whole_record' and ground = 'An administrator''s stated reason';
update disclosure set recipient = 'left-to-administrator' where way = 'export' and recipient = 'An administrator, as a file';
update disclosure set recipient = 'left-to-machine' where way = 'export' and recipient = 'Whoever runs the machine, as a file';
update disclosure set ground = 'left-running' where way = 'export' and ground = 'Running the installation';
update disclosure set purpose = 'left-people' where way = 'export' and purpose = 'A table of people';
update disclosure set fields = 'left-people-fields' where way = 'export' and fields = 'Names, identifiers, e-mail addresses and grades of everybody';
update disclosure set purpose = 'left-evidence' where way = 'export' and purpose = 'A table of evidence';
update disclosure set fields = 'left-evidence-fields' where way = 'export' and fields = 'Every piece of evidence of everybody';
