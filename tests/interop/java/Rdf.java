import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.query.DatasetFactory;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QuerySolution;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.RDFNode;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.ErrorHandler;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.eclipse.rdf4j.model.Literal;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.model.Value;
import org.eclipse.rdf4j.repository.sail.SailRepository;
import org.eclipse.rdf4j.rio.ParserConfig;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.Rio;
import org.eclipse.rdf4j.rio.helpers.StatementCollector;
import org.eclipse.rdf4j.sail.memory.MemoryStore;

/**
 * Loads RDF files into Jena and RDF4J and prints the triples and the answers to queries, a line of JSON for each file and tool.
 * Arguments: the output file, a folder of queries, a file of SHACL shapes, then files.
 */
public final class Rdf {
    private static final List<Path> QUERIES = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        try (var files = Files.list(Path.of(arguments[1]))) {
            files.filter(file -> file.toString().endsWith(".rq")).sorted().forEach(QUERIES::add);
        }
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[0]), StandardCharsets.UTF_8))) {
            for (int i = 3; i < arguments.length; i++) {
                out.println(Json.of(jena(arguments[i], arguments[2])));
                if (!arguments[i].contains("-12/")) {
                    out.println(Json.of(rdf4j(arguments[i])));
                }
            }
        }
        System.exit(0);
    }

    private static Map<String, Object> found(String tool, String file, List<Object> remarks) {
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("tool", tool);
        found.put("file", file);
        found.put("remarks", remarks);
        return found;
    }

    private static Map<String, Object> jena(String file, String shapes) {
        List<Object> remarks = new ArrayList<>();
        Map<String, Object> found = found("Jena", file, remarks);
        DatasetGraph read = DatasetGraphFactory.create();
        RDFParser.source(file).checking(true).errorHandler(new ErrorHandler() {
            @Override
            public void warning(String message, long line, long column) {
                remarks.add("warning, line " + line + ": " + message);
            }

            @Override
            public void error(String message, long line, long column) {
                remarks.add("error, line " + line + ": " + message);
            }

            @Override
            public void fatal(String message, long line, long column) {
                remarks.add("fatal, line " + line + ": " + message);
            }
        }).parse(read);
        // all graphs as one, as the other tools are asked
        var union = ModelFactory.createDefaultModel();
        read.find().forEachRemaining(quad -> union.getGraph().add(quad.asTriple()));
        Set<Object> triples = new LinkedHashSet<>();
        union.getGraph().find().forEachRemaining(triple -> {
            if (!triple.getObject().isTripleTerm()) {
                triples.add(List.of(node(triple.getSubject()), node(triple.getPredicate()), node(triple.getObject())));
            }
        });
        found.put("quads", (long) read.stream().count());
        found.put("terms", union.getGraph().stream().filter(triple -> triple.getObject().isTripleTerm()).count());
        found.put("triples", new ArrayList<>(triples));
        Map<String, Object> answers = new LinkedHashMap<>();
        for (Path query : QUERIES) {
            List<Object> rows = new ArrayList<>();
            try (var execution = QueryExecutionFactory.create(text(query), DatasetFactory.create(union))) {
                var results = execution.execSelect();
                List<String> names = results.getResultVars();
                while (results.hasNext()) {
                    QuerySolution row = results.next();
                    rows.add(names.stream().map(name -> row.get(name) == null ? "" : node(((RDFNode) row.get(name)).asNode())).toList());
                }
            }
            answers.put(query.getFileName().toString(), rows);
        }
        found.put("answers", answers);
        if (file.endsWith(".ttl")) {
            found.put("conforms", ShaclValidator.get().conforms(Shapes.parse(shapes), union.getGraph()));
        }
        return found;
    }

    /** A term as text: an IRI in brackets, a literal with its language or datatype. */
    private static Object node(org.apache.jena.graph.Node node) {
        if (node.isURI()) {
            return "<" + node.getURI() + ">";
        }
        if (node.isLiteral()) {
            return List.of(node.getLiteralLexicalForm(), node.getLiteralDatatypeURI(), node.getLiteralLanguage());
        }
        return "blank or unknown: " + node;
    }

    private static Map<String, Object> rdf4j(String file) throws Exception {
        List<Object> remarks = new ArrayList<>();
        Map<String, Object> found = found("RDF4J", file, remarks);
        RDFFormat format = Rio.getParserFormatForFileName(file).orElseThrow();
        List<Statement> read = new ArrayList<>();
        var parser = Rio.createParser(format);
        parser.setParserConfig(new ParserConfig());
        parser.setRDFHandler(new StatementCollector(read));
        parser.setParseErrorListener(new org.eclipse.rdf4j.rio.helpers.ParseErrorCollector() {
            @Override
            public void warning(String message, long line, long column) {
                remarks.add("warning, line " + line + ": " + message);
            }

            @Override
            public void error(String message, long line, long column) {
                remarks.add("error, line " + line + ": " + message);
            }
        });
        try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
            parser.parse(reader, "https://nowhere.example/");
        }
        Set<Object> triples = new LinkedHashSet<>();
        read.forEach(one -> triples.add(List.of(value(one.getSubject()), value(one.getPredicate()), value(one.getObject()))));
        found.put("quads", (long) read.size());
        found.put("triples", new ArrayList<>(triples));
        SailRepository repository = new SailRepository(new MemoryStore());
        Map<String, Object> answers = new LinkedHashMap<>();
        try (var connection = repository.getConnection()) {
            connection.add(read);
            for (Path query : QUERIES) {
                List<Object> rows = new ArrayList<>();
                try (var results = connection.prepareTupleQuery(text(query)).evaluate()) {
                    List<String> names = results.getBindingNames();
                    while (results.hasNext()) {
                        var row = results.next();
                        rows.add(names.stream().map(name -> row.getValue(name) == null ? "" : value(row.getValue(name))).toList());
                    }
                }
                answers.put(query.getFileName().toString(), rows);
            }
        }
        repository.shutDown();
        found.put("answers", answers);
        return found;
    }

    private static Object value(Value value) {
        if (value.isIRI()) {
            return "<" + value.stringValue() + ">";
        }
        if (value instanceof Literal literal) {
            return List.of(literal.getLabel(), literal.getDatatype().stringValue(), literal.getLanguage().orElse(""));
        }
        return "blank or unknown: " + value;
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (java.io.IOException error) {
            throw new java.io.UncheckedIOException(error);
        }
    }
}
