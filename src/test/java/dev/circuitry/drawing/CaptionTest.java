package dev.circuitry.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.export.DisplayGraph;
import dev.circuitry.export.ExportOptions;
import dev.circuitry.export.ExportOptions.Display;
import dev.circuitry.export.ExportOptions.View;
import dev.circuitry.testing.SampleCircuits;
import org.junit.jupiter.api.Test;

class CaptionTest {
    @Test
    void namesWhatTheDocumentKnowsAndNothingTwice() {
        var document = SampleCircuits.tracrReverse();
        var graph = DisplayGraph.of(document, ExportOptions.DEFAULT);

        assertThat(Caption.lines(document, graph, 1000))
                .containsExactly(
                        "tracr-reverse · l2 · τ = 0.05 · 15 edges · widest line: effect 0.4");
        assertThat(Caption.lines(document, graph, 120)).hasSizeGreaterThan(1);
    }

    @Test
    void saysHowManyEdgesAreShownOfHowMany() {
        var document = SampleCircuits.tracrReverse();
        var strong = new ExportOptions(View.NODES, new Display(false, false, false, 0.15));

        assertThat(Caption.lines(document, DisplayGraph.of(document, strong), 1000).get(0))
                .contains("2 of 15 edges");
    }

    @Test
    void roundsNumbersForReading() {
        assertThat(Caption.number(0.0575)).isEqualTo("0.0575");
        assertThat(Caption.number(1.0 / 3)).isEqualTo("0.3333");
        assertThat(Caption.number(-2)).isEqualTo("-2");
        assertThat(Caption.number(1.25e-13)).isEqualTo("1.250e-13");
    }
}
