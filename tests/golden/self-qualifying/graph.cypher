// To run it: cypher-shell -f FILE, or paste it into Neo4j Browser. Run again, it changes what it wrote and adds what is new,
// and leaves what is no longer in the graph. Plain types are facts. Any other standing is in the name of the type.
CREATE CONSTRAINT corkboard_entity_uid IF NOT EXISTS FOR (n:Entity) REQUIRE n.uid IS UNIQUE;

UNWIND [
  {`class`: 'allegation', `color`: '#A8322D', `label`: 'A complaint', `name`: 'A complaint', `uid`: 'event/a-complaint-kxg60pd4wd2w', `iri`: 'https://example.org/kg/event/a-complaint-kxg60pd4wd2w', `claims`: 2, `documents`: 1, `degree`: 2, `component`: 1}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Event`:`Allegation`;

UNWIND [
  {`class`: 'person', `color`: '#1F5A92', `label`: 'Ada Quill', `name`: 'Ada Quill', `uid`: 'person/ada-quill-h6w9a01ats5k', `iri`: 'https://example.org/kg/person/ada-quill-h6w9a01ats5k', `claims`: 2, `documents`: 1, `degree`: 2, `component`: 1}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Person`;

UNWIND [
  {subject: 'event/a-complaint-kxg60pd4wd2w', object: 'person/ada-quill-h6w9a01ats5k', properties: {`label`: 'allegation against', `relation`: 'ALLEGATION_AGAINST', `standing`: 'alleged', `asserted`: false, `uid`: 'relation/8x3q39kcwtjc6ze0', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'It is alleged she knew', `quote_start`: 29, `quote_end`: 51, `document`: 'gazette-13'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`ALLEGATION_AGAINST` {uid: row.properties.uid}]->(b)
SET r = row.properties;

UNWIND [
  {subject: 'event/a-complaint-kxg60pd4wd2w', object: 'person/ada-quill-h6w9a01ats5k', properties: {`label`: 'stated: allegation against', `relation`: 'STATED_ALLEGATION_AGAINST', `standing`: 'fact', `asserted`: false, `uid`: 'relation/x687hkxgahtkvn4s', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'A complaint names Ada Quill', `quote_start`: 0, `quote_end`: 27, `document`: 'gazette-13'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`STATED_ALLEGATION_AGAINST` {uid: row.properties.uid}]->(b)
SET r = row.properties;
