// To run it: cypher-shell -f FILE, or paste it into Neo4j Browser. Run again, it changes what it wrote and adds what is new,
// and leaves what is no longer in the graph. Plain types are facts. Any other standing is in the name of the type.
CREATE CONSTRAINT corkboard_entity_uid IF NOT EXISTS FOR (n:Entity) REQUIRE n.uid IS UNIQUE;

UNWIND [
  {`class`: 'council', `color`: '#9A5B00', `label`: 'null', `name`: 'null', `uid`: 'organization/null-afhpsnewzpfk', `iri`: 'https://example.org/kg/organization/null-afhpsnewzpfk', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 1}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Organization`:`Council`;

UNWIND [
  {`class`: 'person', `color`: '#1F5A92', `label`: 'Ann \"]]>\" <Abe>\\', `name`: 'Ann \"]]>\" <Abe>\\', `uid`: 'person/ann-abe-xg4btk12h0e3', `iri`: 'https://example.org/kg/person/ann-abe-xg4btk12h0e3', `aliases`: ['&quot;', '\\u0060`', 'a,b;c\"d', 'null', 'x\u0001y z', 'שלום ‮ 😀'], `claims`: 2, `documents`: 1, `degree`: 2, `component`: 1}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Person`;

UNWIND [
  {`class`: 'thing', `color`: '#666666', `label`: '\" -> x [label=\"y\"]; //', `name`: '\" -> x [label=\"y\"]; //', `uid`: 'thing/x-label-y-w01qjcre9t1e', `iri`: 'https://example.org/kg/thing/x-label-y-w01qjcre9t1e', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 1}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Thing`;

UNWIND [
  {subject: 'person/ann-abe-xg4btk12h0e3', object: 'thing/x-label-y-w01qjcre9t1e', properties: {`label`: 'alleged: criticised', `relation`: 'ALLEGED_CRITICISED', `standing`: 'alleged', `asserted`: false, `uid`: 'relation/nnx6xv1kezrnfcac', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'q\"q \\n \\u0060 `tick` ]]> &quot; <b>&amp;</b> {x|y} line\nfeed \u0001 😀 شكرا null ;,', `quote_start`: 0, `quote_end`: 77, `document`: '../<\"weird\">`id`'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`ALLEGED_CRITICISED` {uid: row.properties.uid}]->(b)
SET r = row.properties;

UNWIND [
  {subject: 'person/ann-abe-xg4btk12h0e3', object: 'organization/null-afhpsnewzpfk', properties: {`label`: 'member of', `relation`: 'MEMBER_OF', `standing`: 'fact', `asserted`: true, `uid`: 'relation/emtk5wawb8fkabnx', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'q\"q \\n \\u0060 `tick` ]]> &quot; <b>&amp;</b> {x|y} line\nfeed \u0001 😀 شكرا null ;,', `quote_start`: 0, `quote_end`: 77, `document`: '../<\"weird\">`id`', `qualifiers`: '[{\"role\":\"a \\\"role\\\" <]]>\",\"value\":\"}\\n]]>\"}]'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`MEMBER_OF` {uid: row.properties.uid}]->(b)
SET r = row.properties;
