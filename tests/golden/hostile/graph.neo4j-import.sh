# Run it where the files lie, with the server stopped; the database must be empty, or add --overwrite-destination.
neo4j-admin database import full neo4j \
  --nodes='graph.neo4j-nodes.csv' \
  --relationships='graph.neo4j-relationships.csv' \
  --array-delimiter=U+001F \
  --trim-strings=false \
  --multiline-fields=true
