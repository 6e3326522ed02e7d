// To run it: cypher-shell -f FILE, or paste it into Neo4j Browser. Run again, it changes what it wrote and adds what is new,
// and leaves what is no longer in the graph. Plain types are facts. Any other standing is in the name of the type.
CREATE CONSTRAINT corkboard_entity_uid IF NOT EXISTS FOR (n:Entity) REQUIRE n.uid IS UNIQUE;

UNWIND [
  {`class`: 'council', `color`: '#9A5B00', `label`: 'Pell Council', `name`: 'Pell Council', `uid`: 'organization/pell-council-h9f6f7bg9jfq', `iri`: 'https://example.org/kg/organization/pell-council-h9f6f7bg9jfq', `claims`: 4, `documents`: 2, `degree`: 3, `component`: 1}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Organization`:`Council`;

UNWIND [
  {`class`: 'person', `color`: '#1F5A92', `label`: 'Ada Quill', `name`: 'Ada Quill', `uid`: 'person/ada-quill-h6w9a01ats5k', `iri`: 'https://example.org/kg/person/ada-quill-h6w9a01ats5k', `claims`: 4, `documents`: 2, `degree`: 3, `component`: 1}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Person`;

UNWIND [
  {subject: 'person/ada-quill-h6w9a01ats5k', object: 'organization/pell-council-h9f6f7bg9jfq', properties: {`label`: 'alleged: resigned from', `relation`: 'ALLEGED_RESIGNED_FROM', `standing`: 'alleged', `asserted`: false, `uid`: 'relation/wymzwahxan2zfx44', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'A rival alleged it', `quote_start`: 54, `quote_end`: 72, `document`: 'gazette-4'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`ALLEGED_RESIGNED_FROM` {uid: row.properties.uid}]->(b)
SET r = row.properties;

UNWIND [
  {subject: 'person/ada-quill-h6w9a01ats5k', object: 'organization/pell-council-h9f6f7bg9jfq', properties: {`label`: 'denied: resigned from', `relation`: 'DENIED_RESIGNED_FROM', `standing`: 'denied', `asserted`: false, `uid`: 'relation/96zq2jsmyq3mz82a', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'She denies that she left', `quote_start`: 28, `quote_end`: 52, `document`: 'gazette-4'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`DENIED_RESIGNED_FROM` {uid: row.properties.uid}]->(b)
SET r = row.properties;

UNWIND [
  {subject: 'person/ada-quill-h6w9a01ats5k', object: 'organization/pell-council-h9f6f7bg9jfq', properties: {`label`: 'resigned from', `relation`: 'RESIGNED_FROM', `standing`: 'fact', `asserted`: true, `uid`: 'relation/wkz4azag72frw573', `claims`: 2, `documents`: 2, `weight`: 2.0, `quote`: 'Ada Quill left the council', `quote_start`: 0, `quote_end`: 26, `document`: 'gazette-4'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`RESIGNED_FROM` {uid: row.properties.uid}]->(b)
SET r = row.properties;
