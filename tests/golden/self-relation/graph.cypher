// To run it: cypher-shell -f FILE, or paste it into Neo4j Browser. Run again, it changes what it wrote and adds what is new,
// and leaves what is no longer in the graph. Plain types are facts. Any other standing is in the name of the type.
CREATE CONSTRAINT corkboard_entity_uid IF NOT EXISTS FOR (n:Entity) REQUIRE n.uid IS UNIQUE;

UNWIND [
  {`class`: 'watchdog', `color`: '#9A5B00', `label`: 'Pell Ombudsman', `name`: 'Pell Ombudsman', `uid`: 'organization/pell-ombudsman-7msnhee76w98', `iri`: 'https://example.org/kg/organization/pell-ombudsman-7msnhee76w98', `claims`: 1, `documents`: 1, `degree`: 2, `component`: 1}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Organization`:`Watchdog`;

UNWIND [
  {subject: 'organization/pell-ombudsman-7msnhee76w98', object: 'organization/pell-ombudsman-7msnhee76w98', properties: {`label`: 'investigates', `relation`: 'INVESTIGATES', `standing`: 'fact', `asserted`: true, `uid`: 'relation/ddyj9qh238swe89z', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'The watchdog is investigating itself', `quote_start`: 0, `quote_end`: 36, `document`: 'gazette-3'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`INVESTIGATES` {uid: row.properties.uid}]->(b)
SET r = row.properties;
