import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.Transaction;
import org.neo4j.harness.Neo4jBuilder;
import org.neo4j.harness.Neo4jBuilders;

/**
 * Loads files into a real Neo4j and prints what it then holds, a line of JSON for each task.
 *
 * Arguments: the output file, then tasks: `graphml FILE` through APOC; `cypher FILE`, run once for each time it is named, from an
 * empty database unless it is the one before; `admin HOME ARGUMENTS...` up to `;` through the bulk importer.
 */
public final class Neo4j {
    private static PrintWriter out;

    public static void main(String[] arguments) throws Exception {
        System.setProperty("apoc.import.file.enabled", "true");
        System.setProperty("apoc.import.file.use_neo4j_config", "false");
        out = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[0]), StandardCharsets.UTF_8));
        Path imports = Files.createTempDirectory("imports");
        List<String[]> tasks = new ArrayList<>();
        List<String> task = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i].equals(";")) {
                tasks.add(task.toArray(new String[0]));
                task.clear();
            } else {
                task.add(arguments[i]);
            }
        }
        try (org.neo4j.harness.Neo4j neo4j = builder().withConfig(GraphDatabaseSettings.load_csv_file_url_root, imports)
                .withProcedure(apoc.export.graphml.ExportGraphML.class).build()) {
            GraphDatabaseService database = neo4j.defaultDatabaseService();
            String before = "";
            for (String[] one : tasks) {
                if (one[0].equals("admin")) {
                    continue;
                }
                if (!String.join(" ", one).equals(before)) {
                    empty(database);
                }
                before = String.join(" ", one);
                run(database, one, imports);
            }
        }
        for (String[] one : tasks) {
            if (one[0].equals("admin")) {
                admin(one);
            }
        }
        out.close();
        System.exit(0);
    }

    private static Neo4jBuilder builder() {
        return Neo4jBuilders.newInProcessBuilder().withDisabledServer().withConfig(GraphDatabaseSettings.pagecache_memory, 64L << 20);
    }

    private static void empty(GraphDatabaseService database) {
        database.executeTransactionally("MATCH (n) DETACH DELETE n");
    }

    private static void run(GraphDatabaseService database, String[] task, Path imports) throws IOException {
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("task", List.of(task));
        try {
            if (task[0].equals("graphml")) {
                String call = "CALL apoc.import.graphml($file, {readLabels: true, storeNodeIds: true})";
                database.executeTransactionally(call, Map.of("file", Path.of(task[1]).toUri().toString()), result -> result.resultAsString());
            } else {
                script(database, Path.of(task[1]), imports);
            }
            look(database, found);
        } catch (RuntimeException error) {
            found.put("error", String.valueOf(error.getMessage()));
        }
        out.println(Json.of(found));
    }

    /** Runs the statements of a script; they end in a semicolon at the end of a line, and no string holds a line break. */
    private static void script(GraphDatabaseService database, Path script, Path imports) throws IOException {
        try (var files = Files.list(script.getParent())) {
            for (Path file : (Iterable<Path>) files.filter(file -> file.toString().endsWith(".csv"))::iterator) {
                Files.copy(file, imports.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        for (String statement : Files.readString(script).split(";\n")) {
            if (!statement.isBlank()) {
                database.executeTransactionally(statement);
            }
        }
    }

    private static void admin(String[] task) throws IOException {
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("task", List.of(task));
        Path home = Path.of(task[1]);
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf").resolve("neo4j.conf"), "");
        String[] rest = new String[task.length - 2];
        System.arraycopy(task, 2, rest, 0, rest.length);
        var context = new org.neo4j.cli.ExecutionContext(home, home.resolve("conf"));
        int exit = new picocli.CommandLine(new org.neo4j.importer.ImportCommand.Full(context)).execute(rest);
        found.put("exit", (long) exit);
        Path report = Path.of("import.report");
        found.put("report", Files.exists(report) ? Files.readString(report) : "");
        Files.deleteIfExists(report);
        if (exit == 0) {
            try (org.neo4j.harness.Neo4j neo4j = builder().copyFrom(home).build()) {
                look(neo4j.defaultDatabaseService(), found);
            }
        }
        out.println(Json.of(found));
    }

    private static void look(GraphDatabaseService database, Map<String, Object> found) {
        try (Transaction transaction = database.beginTx()) {
            List<Object> nodes = new ArrayList<>();
            for (Node node : transaction.getAllNodes()) {
                List<String> labels = new ArrayList<>();
                node.getLabels().forEach(label -> labels.add(label.name()));
                labels.sort(null);
                nodes.add(Map.of("labels", labels, "properties", typed(node.getAllProperties())));
            }
            List<Object> edges = new ArrayList<>();
            for (Relationship edge : transaction.getAllRelationships()) {
                edges.add(Map.of("type", edge.getType().name(), "subject", uid(edge.getStartNode()), "object", uid(edge.getEndNode()),
                        "properties", typed(edge.getAllProperties())));
            }
            found.put("nodes", nodes);
            found.put("edges", edges);
            List<Object> standings = new ArrayList<>();
            transaction.execute("MATCH ()-[r:RESIGNED_FROM]->() RETURN r.standing AS standing").forEachRemaining(row -> standings.add(row.get("standing")));
            found.put("resignedFrom", standings);
        }
    }

    /** Cypher's whole numbers are 64 bits wide; one of 32 bits, which JSON would not tell from it, is shown as what it is. */
    private static Map<String, Object> typed(Map<String, Object> properties) {
        Map<String, Object> all = new LinkedHashMap<>(properties);
        all.replaceAll((name, value) -> value instanceof Long || value instanceof Double || !(value instanceof Number) ? value : value.getClass() + " " + value);
        return all;
    }

    private static Object uid(Node node) {
        return node.getProperty("uid", "");
    }
}
