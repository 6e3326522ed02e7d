// To run it: cypher-shell -f FILE, or paste it into Neo4j Browser. Run again, it changes what it wrote and adds what is new,
// and leaves what is no longer in the graph. Plain types are facts. Any other standing is in the name of the type.
CREATE CONSTRAINT corkboard_entity_uid IF NOT EXISTS FOR (n:Entity) REQUIRE n.uid IS UNIQUE;

UNWIND [
  {`class`: 'council', `color`: '#9A5B00', `label`: 'Moss Council', `name`: 'Moss Council', `uid`: 'organization/moss-council-297hfk80rx56', `iri`: 'https://example.org/kg/organization/moss-council-297hfk80rx56', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 1},
  {`class`: 'council', `color`: '#9A5B00', `label`: 'Pell Council', `name`: 'Pell Council', `uid`: 'organization/pell-council-h9f6f7bg9jfq', `iri`: 'https://example.org/kg/organization/pell-council-h9f6f7bg9jfq', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 2}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Organization`:`Council`;

UNWIND [
  {`class`: 'person', `color`: '#1F5A92', `label`: 'Ada Quill', `name`: 'Ada Quill', `uid`: 'person/ada-quill-8xxr8xa8gepk', `iri`: 'https://example.org/kg/person/ada-quill-8xxr8xa8gepk', `aliases`: ['Mr Ada Quill'], `claims`: 1, `documents`: 1, `degree`: 1, `component`: 1},
  {`class`: 'person', `color`: '#1F5A92', `label`: 'Ada Quill', `name`: 'Ada Quill', `uid`: 'person/ada-quill-yfk704v20sst', `iri`: 'https://example.org/kg/person/ada-quill-yfk704v20sst', `aliases`: ['Ms Ada Quill'], `claims`: 1, `documents`: 1, `degree`: 1, `component`: 2}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Person`;

UNWIND [
  {subject: 'person/ada-quill-8xxr8xa8gepk', object: 'organization/moss-council-297hfk80rx56', properties: {`label`: 'member of', `relation`: 'MEMBER_OF', `standing`: 'fact', `asserted`: true, `uid`: 'relation/7q8vbve7maebd372', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'Mr Ada Quill is a member of Moss Council', `quote_start`: 0, `quote_end`: 40, `document`: 'herald-5'}},
  {subject: 'person/ada-quill-yfk704v20sst', object: 'organization/pell-council-h9f6f7bg9jfq', properties: {`label`: 'member of', `relation`: 'MEMBER_OF', `standing`: 'fact', `asserted`: true, `uid`: 'relation/p8f7py2k2s9s2a9z', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'Ms Ada Quill is a member of Pell Council', `quote_start`: 0, `quote_end`: 40, `document`: 'gazette-5'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`MEMBER_OF` {uid: row.properties.uid}]->(b)
SET r = row.properties;
