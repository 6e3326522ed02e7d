// To run it: cypher-shell -f FILE, or paste it into Neo4j Browser. Run again, it changes what it wrote and adds what is new,
// and leaves what is no longer in the graph. Plain types are facts. Any other standing is in the name of the type.
CREATE CONSTRAINT corkboard_entity_uid IF NOT EXISTS FOR (n:Entity) REQUIRE n.uid IS UNIQUE;

UNWIND [
  {`class`: 'group', `color`: '#4A5560', `label`: '4 or 5 cooks', `name`: '4 or 5 cooks', `uid`: 'group/4-or-5-cooks-v4qfdq97ggnv', `iri`: 'https://example.org/kg/group/4-or-5-cooks-v4qfdq97ggnv', `claims`: 3, `documents`: 1, `degree`: 0, `component`: 1, `said`: 1, `value_claims`: '[{\"predicate\":\"memberCount\",\"value\":4,\"standing\":\"fact\",\"document\":\"gazette-7\",\"quote\":\"4 or 5 cooks\"},{\"predicate\":\"memberCount\",\"value\":5,\"standing\":\"fact\",\"document\":\"gazette-7\",\"quote\":\"4 or 5 cooks\"}]'},
  {`class`: 'group', `color`: '#4A5560', `label`: 'at least 30 porters', `name`: 'at least 30 porters', `uid`: 'group/at-least-30-porters-r9m80et4x0ba', `iri`: 'https://example.org/kg/group/at-least-30-porters-r9m80et4x0ba', `claims`: 1, `documents`: 1, `degree`: 0, `component`: 2, `value_claims`: '[{\"predicate\":\"memberCount\",\"value\":30,\"bound\":\"at least\",\"standing\":\"fact\",\"document\":\"gazette-7\",\"quote\":\"at least 30 porters\"}]'},
  {`class`: 'group', `color`: '#4A5560', `label`: 'Twelve clerks', `name`: 'Twelve clerks', `uid`: 'group/twelve-clerks-gek8kha23hjy', `iri`: 'https://example.org/kg/group/twelve-clerks-gek8kha23hjy', `claims`: 1, `documents`: 1, `degree`: 0, `component`: 3, `memberCount`: 12, `value_claims`: '[{\"predicate\":\"memberCount\",\"value\":12,\"bound\":\"exactly\",\"standing\":\"fact\",\"document\":\"gazette-7\",\"quote\":\"Twelve clerks\"}]'}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Group`;
