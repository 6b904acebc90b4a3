package dev.circuitry.rasp.compiler;

import dev.circuitry.rasp.Expression;
import dev.circuitry.rasp.Sop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;

/**
 * The expressions of a program but its inputs, breadth first from its output
 * (T/compiler/rasp_to_graph.py), and their labels. The reference numbers labels through a process;
 * here each program starts from 1.
 */
final class RaspGraph {

    private final Sop<?> output;
    private final List<Expression> expressions = new ArrayList<>();
    private final IdentityHashMap<Expression, String> labels = new IdentityHashMap<>();
    private final IdentityHashMap<Expression, Integer> depths = new IdentityHashMap<>();

    private RaspGraph(Sop<?> output) {
        this.output = output;
    }

    static RaspGraph of(Sop<?> output) {
        var graph = new RaspGraph(output);
        graph.explore();
        return graph;
    }

    Sop<?> output() {
        return output;
    }

    /** The sequence operations to compute, from the output on: all but tokens and indices. */
    List<Sop<?>> computed() {
        List<Sop<?>> computed = new ArrayList<>();
        for (Expression expression : expressions) {
            if (expression instanceof Sop<?> sop) {
                computed.add(sop);
            }
        }
        return Collections.unmodifiableList(computed);
    }

    /** {@code tokens}, {@code indices}, or a name with a number that no other expression has. */
    String label(Expression expression) {
        if (expression instanceof Sop.Input) {
            return expression.name().toLowerCase(Locale.ROOT);
        }
        return Objects.requireNonNull(labels.get(expression), "not in the graph");
    }

    /** The longest path from an input to {@code expression}, on which selectors do not count. */
    int depth(Expression expression) {
        Integer depth = depths.get(expression);
        if (depth == null) {
            int below = expression.operands().stream().mapToInt(this::depth).max().orElse(-1);
            depth = expression instanceof Sop ? below + 1 : below;
            depths.put(expression, depth);
        }
        return depth;
    }

    private void explore() {
        Queue<Expression> unvisited = new ArrayDeque<>();
        discover(output, unvisited);
        while (!unvisited.isEmpty()) {
            for (Expression operand : unvisited.remove().operands()) {
                discover(operand, unvisited);
            }
        }
    }

    private void discover(Expression expression, Queue<Expression> unvisited) {
        if (expression instanceof Sop.Input || labels.containsKey(expression)) {
            return;
        }
        labels.put(expression, expression.name() + "_" + (expressions.size() + 1));
        expressions.add(expression);
        unvisited.add(expression);
    }
}
