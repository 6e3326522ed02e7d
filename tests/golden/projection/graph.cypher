// To run it: cypher-shell -f FILE, or paste it into Neo4j Browser. Run again, it changes what it wrote and adds what is new,
// and leaves what is no longer in the graph. Plain types are facts. Any other standing is in the name of the type.
CREATE CONSTRAINT corkboard_entity_uid IF NOT EXISTS FOR (n:Entity) REQUIRE n.uid IS UNIQUE;

UNWIND [
  {`class`: 'council', `color`: '#9A5B00', `label`: 'Pell Council', `name`: 'Pell Council', `uid`: 'organization/pell-council-h9f6f7bg9jfq', `iri`: 'https://example.org/kg/organization/pell-council-h9f6f7bg9jfq', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 1}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Organization`:`Council`;

UNWIND [
  {`class`: 'watchdog', `color`: '#9A5B00', `label`: 'Pell Ombudsman', `name`: 'Pell Ombudsman', `uid`: 'organization/pell-ombudsman-7msnhee76w98', `iri`: 'https://example.org/kg/organization/pell-ombudsman-7msnhee76w98', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 1}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Organization`:`Watchdog`;

UNWIND [
  {`class`: 'person', `color`: '#1F5A92', `label`: 'Ada Quill', `name`: 'Ada Quill', `uid`: 'person/ada-quill-h6w9a01ats5k', `iri`: 'https://example.org/kg/person/ada-quill-h6w9a01ats5k', `claims`: 2, `documents`: 1, `degree`: 2, `component`: 1}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Person`;

UNWIND [
  {subject: 'person/ada-quill-h6w9a01ats5k', object: 'organization/pell-council-h9f6f7bg9jfq', properties: {`label`: 'referred by', `relation`: 'REFERRED_BY', `standing`: 'fact', `asserted`: true, `uid`: 'relation/hbnweqqkrg47mxde', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'Pell Council referred Ada Quill to the Pell Ombudsman', `quote_start`: 0, `quote_end`: 53, `document`: 'gazette-11'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`REFERRED_BY` {uid: row.properties.uid}]->(b)
SET r = row.properties;

UNWIND [
  {subject: 'person/ada-quill-h6w9a01ats5k', object: 'organization/pell-ombudsman-7msnhee76w98', properties: {`label`: 'referred to', `relation`: 'REFERRED_TO', `standing`: 'fact', `asserted`: true, `uid`: 'relation/9407kxms622cqaq8', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'Pell Council referred Ada Quill to the Pell Ombudsman', `quote_start`: 0, `quote_end`: 53, `document`: 'gazette-11', `qualifiers`: '[{\"role\":\"by\",\"entity\":\"Pell Council\",\"uid\":\"organization/pell-council-h9f6f7bg9jfq\"}]'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`REFERRED_TO` {uid: row.properties.uid}]->(b)
SET r = row.properties;
