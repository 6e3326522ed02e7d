// To run it: cypher-shell -f FILE, or paste it into Neo4j Browser. Run again, it changes what it wrote and adds what is new,
// and leaves what is no longer in the graph. Plain types are facts. Any other standing is in the name of the type.
CREATE CONSTRAINT corkboard_entity_uid IF NOT EXISTS FOR (n:Entity) REQUIRE n.uid IS UNIQUE;

UNWIND [
  {`class`: 'council', `color`: '#9A5B00', `label`: 'Pell Council', `name`: 'Pell Council', `uid`: 'organization/pell-council-h9f6f7bg9jfq', `iri`: 'https://example.org/kg/organization/pell-council-h9f6f7bg9jfq', `claims`: 7, `documents`: 1, `degree`: 7, `component`: 1}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Organization`:`Council`;

UNWIND [
  {`class`: 'person', `color`: '#1F5A92', `label`: 'Ann Abe', `name`: 'Ann Abe', `uid`: 'person/ann-abe-bcfrf0jpsfqa', `iri`: 'https://example.org/kg/person/ann-abe-bcfrf0jpsfqa', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 1},
  {`class`: 'person', `color`: '#1F5A92', `label`: 'Bea Bow', `name`: 'Bea Bow', `uid`: 'person/bea-bow-qk9n8bjm34sh', `iri`: 'https://example.org/kg/person/bea-bow-qk9n8bjm34sh', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 1},
  {`class`: 'person', `color`: '#1F5A92', `label`: 'Cy Coe', `name`: 'Cy Coe', `uid`: 'person/cy-coe-bgsdykkb2628', `iri`: 'https://example.org/kg/person/cy-coe-bgsdykkb2628', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 1},
  {`class`: 'person', `color`: '#1F5A92', `label`: 'Di Dee', `name`: 'Di Dee', `uid`: 'person/di-dee-hb5cyzmyygq3', `iri`: 'https://example.org/kg/person/di-dee-hb5cyzmyygq3', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 1},
  {`class`: 'person', `color`: '#1F5A92', `label`: 'Ed Elm', `name`: 'Ed Elm', `uid`: 'person/ed-elm-210kqfp43j25', `iri`: 'https://example.org/kg/person/ed-elm-210kqfp43j25', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 1},
  {`class`: 'person', `color`: '#1F5A92', `label`: 'Flo Fry', `name`: 'Flo Fry', `uid`: 'person/flo-fry-dp8egzm16y8p', `iri`: 'https://example.org/kg/person/flo-fry-dp8egzm16y8p', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 1},
  {`class`: 'person', `color`: '#1F5A92', `label`: 'Gus Gee', `name`: 'Gus Gee', `uid`: 'person/gus-gee-jm129rzdd8sa', `iri`: 'https://example.org/kg/person/gus-gee-jm129rzdd8sa', `claims`: 1, `documents`: 1, `degree`: 1, `component`: 1}
] AS row
MERGE (n:Entity {uid: row.uid})
SET n += {`aliases`: null, `calledFor`: null, `memberCount`: null, `said`: null, `sentencedTo`: null, `value_claims`: null}
SET n += row
SET n:`Person`;

UNWIND [
  {subject: 'person/ann-abe-bcfrf0jpsfqa', object: 'organization/pell-council-h9f6f7bg9jfq', properties: {`label`: 'member of', `relation`: 'MEMBER_OF', `standing`: 'fact', `asserted`: true, `uid`: 'relation/3bzz6yvm8ptb94mq', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'Ann Abe joined', `quote_start`: 0, `quote_end`: 14, `document`: 'gazette-6', `date`: '2015', `date_min`: '2015-01-01', `date_max`: '2015-12-31'}},
  {subject: 'person/bea-bow-qk9n8bjm34sh', object: 'organization/pell-council-h9f6f7bg9jfq', properties: {`label`: 'member of', `relation`: 'MEMBER_OF', `standing`: 'fact', `asserted`: true, `uid`: 'relation/h16bm6m3g89pqq4c', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'Bea Bow joined', `quote_start`: 16, `quote_end`: 30, `document`: 'gazette-6', `date`: '2015-04', `date_min`: '2015-04-01', `date_max`: '2015-04-30'}},
  {subject: 'person/cy-coe-bgsdykkb2628', object: 'organization/pell-council-h9f6f7bg9jfq', properties: {`label`: 'member of', `relation`: 'MEMBER_OF', `standing`: 'fact', `asserted`: true, `uid`: 'relation/zh0ds5vy50qcfs48', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'Cy Coe joined', `quote_start`: 32, `quote_end`: 45, `document`: 'gazette-6', `date`: '2015-04-12', `date_min`: '2015-04-12', `date_max`: '2015-04-12'}},
  {subject: 'person/di-dee-hb5cyzmyygq3', object: 'organization/pell-council-h9f6f7bg9jfq', properties: {`label`: 'member of', `relation`: 'MEMBER_OF', `standing`: 'fact', `asserted`: true, `uid`: 'relation/6dm3m1xb7s36frz5', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'Di Dee joined', `quote_start`: 47, `quote_end`: 60, `document`: 'gazette-6', `date`: 'XXXX-09'}},
  {subject: 'person/ed-elm-210kqfp43j25', object: 'organization/pell-council-h9f6f7bg9jfq', properties: {`label`: 'member of', `relation`: 'MEMBER_OF', `standing`: 'fact', `asserted`: true, `uid`: 'relation/a78g90vx69q8sqcx', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'Ed Elm joined', `quote_start`: 62, `quote_end`: 75, `document`: 'gazette-6', `date`: '2013/2015', `date_min`: '2013-01-01', `date_max`: '2015-12-31'}},
  {subject: 'person/flo-fry-dp8egzm16y8p', object: 'organization/pell-council-h9f6f7bg9jfq', properties: {`label`: 'member of', `relation`: 'MEMBER_OF', `standing`: 'fact', `asserted`: true, `uid`: 'relation/t50d1dgf905q18pg', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'Flo Fry joined', `quote_start`: 77, `quote_end`: 91, `document`: 'gazette-6', `date`: '../2014-09', `date_max`: '2014-09-30'}},
  {subject: 'person/gus-gee-jm129rzdd8sa', object: 'organization/pell-council-h9f6f7bg9jfq', properties: {`label`: 'member of', `relation`: 'MEMBER_OF', `standing`: 'fact', `asserted`: true, `uid`: 'relation/44gbzsvqzrjhv1n5', `claims`: 1, `documents`: 1, `weight`: 1.0, `quote`: 'Gus Gee joined', `quote_start`: 93, `quote_end`: 107, `document`: 'gazette-6', `date`: '2014/..', `date_min`: '2014-01-01'}}
] AS row
MATCH (a:Entity {uid: row.subject})
MATCH (b:Entity {uid: row.object})
MERGE (a)-[r:`MEMBER_OF` {uid: row.properties.uid}]->(b)
SET r = row.properties;
