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
  {`class`: 'person', `color`: '#1F5A92', `label`: 'Ada Quill', `name`: 'Ada Quill', `uid`: 'person/ada-quill-h6w9a01ats5k', `iri`: 'https://example.org/kg/person/ada-quill-h6w9a01ats5k', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 1},
  {`class`: 'person', `color`: '#1F5A92', `label`: 'Omar Pell', `name`: 'Omar Pell', `uid`: 'person/omar-pell-v3evnmmcb7hg', `iri`: 'https://example.org/kg/person/omar-pell-v3evnmmcb7hg', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 2}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Person`;

UNWIND [
  {`class`: 'position', `color`: '#1C7A4B', `label`: 'clerk of Pell Council', `name`: 'clerk of Pell Council', `uid`: 'position/clerk-of-pell-council-bc844hyec6rk', `iri`: 'https://example.org/kg/position/clerk-of-pell-council-bc844hyec6rk', `claims`: 2, `documents`: 1, `degree`: 2, `component`: 1},
  {`class`: 'position', `color`: '#1C7A4B', `label`: 'mayor of Pell', `name`: 'mayor of Pell', `uid`: 'position/mayor-of-pell-62ntnx150z99', `iri`: 'https://example.org/kg/position/mayor-of-pell-62ntnx150z99', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 2}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Position`;

UNWIND [
  {subject: 'person/omar-pell-v3evnmmcb7hg', object: 'position/mayor-of-pell-62ntnx150z99', properties: {`label`: 'denied: resigned from', `relation`: 'DENIED_RESIGNED_FROM', `standing`: 'denied', `asserted`: false, `uid`: 'relation/x8zbgaqrwkqpky7g', `confidence`: 0.92, `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'Omar Pell refused to resign as mayor of Pell', `quote_start`: 70, `quote_end`: 114, `rule`: 'resign/resign', `document`: 'xzyn7p396hw9w7hp'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`DENIED_RESIGNED_FROM` {uid: row.properties.uid}]->(b)
SET r = row.properties;

UNWIND [
  {subject: 'position/clerk-of-pell-council-bc844hyec6rk', object: 'organization/pell-council-h9f6f7bg9jfq', properties: {`label`: 'position in', `relation`: 'POSITION_IN', `standing`: 'fact', `asserted`: true, `uid`: 'relation/qdcw7hfm18kk1hym', `confidence`: 0.95, `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'clerk of Pell Council', `quote_start`: 35, `quote_end`: 56, `rule`: 'position/in-body', `document`: 'xzyn7p396hw9w7hp'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`POSITION_IN` {uid: row.properties.uid}]->(b)
SET r = row.properties;

UNWIND [
  {subject: 'person/ada-quill-h6w9a01ats5k', object: 'position/clerk-of-pell-council-bc844hyec6rk', properties: {`label`: 'resigned from', `relation`: 'RESIGNED_FROM', `standing`: 'fact', `asserted`: true, `uid`: 'relation/nfh39hr0qvxbtr6s', `confidence`: 0.92, `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'Ada Quill resigned as clerk of Pell Council in May 2015', `quote_start`: 13, `quote_end`: 68, `rule`: 'resign/resign', `document`: 'xzyn7p396hw9w7hp', `date`: '2015-05', `date_min`: '2015-05-01', `date_max`: '2015-05-31'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`RESIGNED_FROM` {uid: row.properties.uid}]->(b)
SET r = row.properties;
