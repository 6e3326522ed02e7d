import java.io.File;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Interval;
import org.gephi.graph.api.Node;
import org.gephi.graph.api.types.IntervalSet;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.EdgeMergeStrategy;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.importer.api.Report;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/**
 * Loads files into Gephi and prints what it then holds, a line of JSON for each file and way of merging parallel edges.
 * Arguments: the output file, then files. The XML reader is chosen outside, by a system property.
 */
public final class Gephi {
    public static void main(String[] arguments) throws Exception {
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[0]), StandardCharsets.UTF_8))) {
            for (int i = 1; i < arguments.length; i++) {
                for (EdgeMergeStrategy merge : List.of(EdgeMergeStrategy.NO_MERGE, EdgeMergeStrategy.SUM)) {
                    out.println(Json.of(load(projects, arguments[i], merge)));
                }
            }
        }
        System.exit(0);
    }

    private static Map<String, Object> load(ProjectController projects, String file, EdgeMergeStrategy merge) throws Exception {
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("file", file);
        found.put("merge", merge.name());
        ImportController imports = Lookup.getDefault().lookup(ImportController.class);
        Container container = imports.importFile(new File(file));
        container.getLoader().setEdgesMergeStrategy(merge);
        container.getLoader().setAllowAutoNode(false);
        // without it the weights are never checked
        container.verify();
        Workspace workspace = projects.newWorkspace(projects.getCurrentProject());
        projects.openWorkspace(workspace);
        imports.process(container, new DefaultProcessor(), workspace);
        Report report = container.getReport();
        report.close();
        List<Object> issues = new ArrayList<>();
        for (Iterator<Issue> all = report.getIssues(Integer.MAX_VALUE); all.hasNext();) {
            Issue issue = all.next();
            issues.add(Map.of("level", issue.getLevel().name(), "message", String.valueOf(issue.getMessage())));
        }
        found.put("issues", issues);
        GraphModel model = Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace);
        found.put("nodeColumns", columns(model.getNodeTable()));
        found.put("edgeColumns", columns(model.getEdgeTable()));
        found.put("time", model.getConfiguration().getTimeRepresentation().name());
        Interval bounds = model.getTimeBounds();
        found.put("bounds", List.of(bounds.getLow(), bounds.getHigh()));
        List<Object> nodes = new ArrayList<>();
        for (Node node : model.getGraph().getNodes().toArray()) {
            Map<String, Object> one = element(node);
            one.put("color", List.of((long) Math.round(node.r() * 255), (long) Math.round(node.g() * 255), (long) Math.round(node.b() * 255)));
            nodes.add(one);
        }
        found.put("nodes", nodes);
        List<Object> edges = new ArrayList<>();
        for (Edge edge : model.getGraph().getEdges().toArray()) {
            Map<String, Object> one = element(edge);
            one.put("source", edge.getSource().getId());
            one.put("target", edge.getTarget().getId());
            one.put("kind", String.valueOf(edge.getTypeLabel()));
            one.put("weight", edge.getWeight());
            one.put("directed", edge.isDirected());
            edges.add(one);
        }
        found.put("edges", edges);
        projects.closeCurrentWorkspace();
        projects.deleteWorkspace(workspace);
        return found;
    }

    private static Map<String, Object> columns(Iterable<Column> table) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (Column column : table) {
            columns.put(column.getTitle(), column.getTypeClass().getSimpleName());
        }
        return columns;
    }

    private static Map<String, Object> element(Element element) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("id", element.getId());
        one.put("label", String.valueOf(element.getLabel()));
        Map<String, Object> values = new LinkedHashMap<>();
        List<Object> spells = new ArrayList<>();
        for (Column column : element.getTable()) {
            Object value = element.getAttribute(column);
            if (value instanceof IntervalSet set) {
                for (Interval interval : set.toArray()) {
                    spells.add(List.of(interval.getLow(), interval.getHigh()));
                }
            } else if (value != null && !column.isProperty()) {
                values.put(column.getTitle(), value);
            }
        }
        one.put("values", values);
        one.put("spells", spells);
        return one;
    }
}
