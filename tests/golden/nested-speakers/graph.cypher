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
  {`class`: 'news outlet', `color`: '#9A5B00', `label`: 'The Herald', `name`: 'The Herald', `uid`: 'organization/the-herald-czckgbkbm71t', `iri`: 'https://example.org/kg/organization/the-herald-czckgbkbm71t', `claims`: 0, `documents`: 1, `degree`: 0, `component`: 2}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Organization`:`NewsOutlet`;

UNWIND [
  {`class`: 'watchdog', `color`: '#9A5B00', `label`: 'the watchdog', `name`: 'the watchdog', `uid`: 'organization/the-watchdog-sjckpa0fgft3', `iri`: 'https://example.org/kg/organization/the-watchdog-sjckpa0fgft3', `claims`: 0, `documents`: 1, `degree`: 0, `component`: 3}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Organization`:`Watchdog`;

UNWIND [
  {`class`: 'person', `color`: '#1F5A92', `label`: 'Ada Quill', `name`: 'Ada Quill', `uid`: 'person/ada-quill-h6w9a01ats5k', `iri`: 'https://example.org/kg/person/ada-quill-h6w9a01ats5k', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 1}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Person`;

UNWIND [
  {subject: 'person/ada-quill-h6w9a01ats5k', object: 'organization/pell-council-h9f6f7bg9jfq', properties: {`label`: 'reported: resigned from', `relation`: 'REPORTED_RESIGNED_FROM', `standing`: 'reported', `asserted`: false, `uid`: 'relation/12m0zk4c89m8gw1g', `claims`: 1, `documents`: 1, `weight`: 1.0, `speaker`: 'The Herald > the watchdog', `quote`: 'Ada Quill quit Pell Council', `quote_start`: 34, `quote_end`: 61, `document`: 'gazette-8'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`REPORTED_RESIGNED_FROM` {uid: row.properties.uid}]->(b)
SET r = row.properties;
