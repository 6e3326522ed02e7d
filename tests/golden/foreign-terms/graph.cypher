// To run it: cypher-shell -f FILE, or paste it into Neo4j Browser. Run again, it changes what it wrote and adds what is new,
// and leaves what is no longer in the graph. Plain types are facts. Any other standing is in the name of the type.
CREATE CONSTRAINT corkboard_entity_uid IF NOT EXISTS FOR (n:Entity) REQUIRE n.uid IS UNIQUE;

UNWIND [
  {`class`: 'advisor', `color`: '#666666', `label`: 'Ada Quill', `name`: 'Ada Quill', `uid`: 'thing/ada-quill-74v58x8yy0kt', `iri`: 'https://example.org/kg/thing/ada-quill-74v58x8yy0kt', `claims`: 2, `documents`: 1, `degree`: 2, `component`: 1}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Thing`:`Advisor`;

UNWIND [
  {`class`: 'quango', `color`: '#666666', `label`: 'Pell Council', `name`: 'Pell Council', `uid`: 'thing/pell-council-n7c13rqdacvm', `iri`: 'https://example.org/kg/thing/pell-council-n7c13rqdacvm', `claims`: 2, `documents`: 1, `degree`: 2, `component`: 1}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Thing`:`Quango`;

UNWIND [
  {subject: 'thing/ada-quill-74v58x8yy0kt', object: 'thing/pell-council-n7c13rqdacvm', properties: {`label`: 'denied: has ties to', `relation`: 'DENIED_HAS_TIES_TO', `standing`: 'denied', `asserted`: false, `uid`: 'relation/50h9t67k7dk2y96d', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'Ada Quill advises Pell Council', `quote_start`: 0, `quote_end`: 30, `document`: 'feed-9'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`DENIED_HAS_TIES_TO` {uid: row.properties.uid}]->(b)
SET r = row.properties;

UNWIND [
  {subject: 'thing/ada-quill-74v58x8yy0kt', object: 'thing/pell-council-n7c13rqdacvm', properties: {`label`: 'advises', `relation`: 'X_ADVISES_351NK95BP84N', `standing`: 'fact', `asserted`: true, `uid`: 'relation/wsajpha2p524btex', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'Ada Quill advises Pell Council', `quote_start`: 0, `quote_end`: 30, `document`: 'feed-9'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`X_ADVISES_351NK95BP84N` {uid: row.properties.uid}]->(b)
SET r = row.properties;
