package dev.circuitry.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.drawing.Layout.PlacedBox;
import dev.circuitry.drawing.Layout.PlacedLink;
import dev.circuitry.export.CircuitDocument;
import dev.circuitry.export.DisplayGraph;
import dev.circuitry.export.DisplayGraph.Box;
import dev.circuitry.export.ExportOptions;
import dev.circuitry.export.ExportOptions.Display;
import dev.circuitry.export.ExportOptions.View;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.testing.SampleCircuits;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutTest {
    private static final ExportOptions FULL_NAMES =
            new ExportOptions(View.NODES, new Display(true, true, false, null));
    private static final ExportOptions COMPONENTS =
            new ExportOptions(View.COMPONENTS, Display.DEFAULT);

    private static final List<Layout> LAYOUTS = make();

    static List<Layout> layouts() {
        return LAYOUTS;
    }

    private static List<Layout> make() {
        var shared = new ComputationalGraph(new GraphShape(3, 4, 2, MlpPlacement.PARALLEL, true));
        return List.of(
                layered(SampleCircuits.tracrReverse(), ExportOptions.DEFAULT),
                layered(SampleCircuits.random(SampleCircuits.GPT2, 50, 1), ExportOptions.DEFAULT),
                layered(SampleCircuits.random(SampleCircuits.GPT2, 100, 2), ExportOptions.DEFAULT),
                layered(SampleCircuits.random(shared, 40, 3), FULL_NAMES),
                grid(SampleCircuits.tracrReverse(), FULL_NAMES),
                grid(SampleCircuits.random(SampleCircuits.GPT2, 300, 3), ExportOptions.DEFAULT),
                grid(SampleCircuits.random(SampleCircuits.GPT2, 800, 4), COMPONENTS),
                grid(SampleCircuits.random(SampleCircuits.GPT2, 1480, 5), ExportOptions.DEFAULT),
                grid(SampleCircuits.random(shared, 60, 6), FULL_NAMES),
                grid(
                        SampleCircuits.random(shared, 60, 6),
                        new ExportOptions(View.NODES, new Display(false, true, true, null))));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void noEdgeRunsThroughABox(Layout layout) {
        for (PlacedLink curve : layout.curves()) {
            for (var i = curve.way().getPathIterator(null, 0.5); !i.isDone(); i.next()) {
                var point = new double[6];
                i.currentSegment(point);
                assertThat(layout.boxes())
                        .as("%s at %s", curve.link(), List.of(point[0], point[1]))
                        .noneMatch(box -> inside(box.place()).contains(point[0], point[1]));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyEdgeLeavesItsSendersLowerSideAndEntersItsReceiversUpper(Layout layout) {
        Map<Box, Rectangle2D> places = new HashMap<>();
        layout.boxes().forEach(box -> places.put(box.box(), box.place()));
        for (PlacedLink curve : layout.curves()) {
            var from = Objects.requireNonNull(places.get(curve.link().sender()));
            var to = Objects.requireNonNull(places.get(curve.link().receiver()));
            var start = new double[6];
            assertThat(curve.way().getPathIterator(null).currentSegment(start))
                    .isEqualTo(PathIterator.SEG_MOVETO);
            var end = curve.way().getCurrentPoint();

            assertThat(Math.abs(start[1] - from.getMaxY())).isLessThan(0.01);
            assertThat(start[0]).isBetween(from.getMinX(), from.getMaxX());
            assertThat(Math.abs(end.getY() - to.getMinY())).isLessThan(0.01);
            assertThat(end.getX()).isBetween(to.getMinX(), to.getMaxX());
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void boxesStandApartWithinThePicture(Layout layout) {
        List<PlacedBox> boxes = layout.boxes();
        for (int i = 0; i < boxes.size(); i++) {
            var place = boxes.get(i).place();
            assertThat(place.getMinX()).isNotNegative();
            assertThat(place.getMaxX()).isLessThanOrEqualTo(layout.width() + 0.01);
            assertThat(place.getMaxY()).isLessThanOrEqualTo(layout.height() + 0.01);
            for (int j = 0; j < i; j++) {
                assertThat(place.intersects(boxes.get(j).place()))
                        .as("%s and %s", boxes.get(i).box(), boxes.get(j).box())
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void laterLayersStandBelowEarlierOnes(Layout layout) {
        for (PlacedBox one : layout.boxes()) {
            for (PlacedBox other : layout.boxes()) {
                boolean later = one.box().first().layer() < other.box().first().layer();
                if (later) {
                    assertThat(other.place().getMinY())
                            .as("%s below %s", other.box(), one.box())
                            .isGreaterThan(one.place().getMaxY());
                }
            }
        }
    }

    private static Layout layered(CircuitDocument document, ExportOptions options) {
        return new LayeredLayout(DisplayGraph.of(document, options)).place();
    }

    private static Layout grid(CircuitDocument document, ExportOptions options) {
        return new GridLayout(DisplayGraph.of(document, options)).place();
    }

    private static Rectangle2D inside(Rectangle2D place) {
        return new Rectangle2D.Double(
                place.getX() + 1, place.getY() + 1, place.getWidth() - 2, place.getHeight() - 2);
    }
}
