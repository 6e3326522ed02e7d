// To run it: cypher-shell -f FILE, or paste it into Neo4j Browser. Run again, it changes what it wrote and adds what is new,
// and leaves what is no longer in the graph. Plain types are facts. Any other standing is in the name of the type.
CREATE CONSTRAINT corkboard_entity_uid IF NOT EXISTS FOR (n:Entity) REQUIRE n.uid IS UNIQUE;

UNWIND [
  {`class`: 'person', `color`: '#1F5A92', `label`: 'Ada Quill', `name`: 'Ada Quill', `uid`: 'person/ada-quill-h6w9a01ats5k', `iri`: 'https://example.org/kg/person/ada-quill-h6w9a01ats5k', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 1},
  {`class`: 'person', `color`: '#1F5A92', `label`: 'Zed Moss', `name`: 'Zed Moss', `uid`: 'person/zed-moss-t6mqv3rkam00', `iri`: 'https://example.org/kg/person/zed-moss-t6mqv3rkam00', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 1}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Person`;

UNWIND [
  {subject: 'person/ada-quill-h6w9a01ats5k', object: 'person/zed-moss-t6mqv3rkam00', properties: {`label`: 'met with', `relation`: 'MET_WITH', `standing`: 'fact', `asserted`: true, `symmetric`: true, `uid`: 'relation/yrhky37q24s0vx60', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'Zed Moss met Ada Quill', `quote_start`: 0, `quote_end`: 22, `document`: 'gazette-10'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`MET_WITH` {uid: row.properties.uid}]->(b)
SET r = row.properties;
