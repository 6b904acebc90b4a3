package dev.circuitry.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.circuitry.export.CircuitDocument;
import dev.circuitry.export.ExportOptions;
import dev.circuitry.export.Palette;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.testing.SampleCircuits;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CircuitPictureTest {
    private static final byte[] PNG_SIGNATURE = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'
    };

    @Test
    void pngOfFifteenEdgesIsLargeEnoughToRead() throws IOException {
        var png = painted(SampleCircuits.tracrReverse(), PictureFormat.PNG, 2);
        var image = ImageIO.read(new ByteArrayInputStream(png));

        assertThat(png).startsWith(PNG_SIGNATURE).hasSizeGreaterThan(5000);
        assertThat(image.getWidth()).isGreaterThan(200);
        assertThat(image.getHeight()).isGreaterThan(200);
        assertThat(new Color(image.getRGB(0, 0))).isEqualTo(Color.WHITE);
    }

    @Test
    void scaleIsPixelsAPoint() throws IOException {
        var one = size(painted(SampleCircuits.tracrReverse(), PictureFormat.PNG, 1));
        var two = size(painted(SampleCircuits.tracrReverse(), PictureFormat.PNG, 2));

        assertThat(two[0]).isBetween(2 * one[0] - 2, 2 * one[0]);
        assertThat(two[1]).isBetween(2 * one[1] - 2, 2 * one[1]);
    }

    @Test
    void hugeScaleStaysWithinMemory() {
        double scale = CircuitPicture.fitting(2000, 3000, 1000);

        assertThat(scale * 2000 * scale * 3000).isLessThan(25_000_000);
        assertThat(CircuitPicture.fitting(2000, 3000, 1)).isEqualTo(1);
    }

    @Test
    void svgNamesEveryNodeAndEdgeToWhomPointsAtIt() throws Exception {
        var svg = painted(SampleCircuits.tracrReverse(), PictureFormat.SVG, 1);
        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg));

        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(document.getElementsByTagName("title").getLength()).isEqualTo(12 + 15);
        assertThat(new String(svg, StandardCharsets.UTF_8))
                .contains(
                        "<title>a3.0 → resid_post\n"
                                + "blocks.3.attn.hook_result[:, :, 0] → blocks.3.hook_resid_post[:], effect 0.4</title>")
                .contains("<title>hook_pos_embed[:]</title>");
    }

    @Test
    void pdfHoldsItsNamesAsText() throws IOException {
        var pdf = painted(SampleCircuits.tracrReverse(), PictureFormat.PDF, 1);

        assertThat(new String(pdf, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("%PDF");
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(document))
                    .contains("token_embeds")
                    .contains("τ = 0.05");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameCircuitGivesTheSameBytes(PictureFormat format) throws IOException {
        for (int edges : new int[] {40, 150}) {
            var first = painted(SampleCircuits.random(SampleCircuits.GPT2, edges, 1), format, 0.5);
            var again = painted(SampleCircuits.random(SampleCircuits.GPT2, edges, 1), format, 0.5);

            assertThat(again).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyCircuitGivesAPictureThatSaysSo(PictureFormat format) throws IOException {
        var empty = CircuitDocument.ofRun(Map.of(), SampleCircuits.GPT2.empty(), Map.of());
        var bytes = painted(empty, format, 2);

        assertThat(bytes).isNotEmpty();
        if (format == PictureFormat.SVG) {
            assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("no edges to draw");
        }
    }

    @Test
    void drawsAsManyEdgesAsItPromises() throws IOException {
        var document = SampleCircuits.random(SampleCircuits.GPT2, 1480, 7);

        assertThat(document.effects()).hasSizeBetween(1480, CircuitPicture.MOST_EDGES);
        assertThat(painted(document, PictureFormat.SVG, 1)).isNotEmpty();
    }

    @Test
    void refusesMoreEdgesAndNamesTheFilters() {
        var document = SampleCircuits.random(SampleCircuits.GPT2, 1600, 7);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> painted(document, PictureFormat.PNG, 1))
                .satisfies(
                        problem -> {
                            assertThat(problem.code()).isEqualTo(ProblemCode.TOO_MUCH_TO_DRAW);
                            assertThat(problem.detail())
                                    .contains(String.valueOf(document.effects().size()))
                                    .contains("min_effect")
                                    .contains("view=components");
                        });
    }

    @Test
    void namesTheGroupsOfItsColours() throws IOException {
        var movers = new Palette.Group("name mover", Color.ORANGE, Set.of("a3.0"));
        var out = new ByteArrayOutputStream();
        CircuitPicture.of(
                        SampleCircuits.tracrReverse(),
                        ExportOptions.DEFAULT,
                        new Palette(List.of(movers)))
                .write(PictureFormat.SVG, 1, out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(">name mover</text>")
                .contains("#ffc800");
    }

    private static byte[] painted(CircuitDocument document, PictureFormat format, double scale)
            throws IOException {
        var out = new ByteArrayOutputStream();
        CircuitPicture.of(document, ExportOptions.DEFAULT, Palette.BY_COMPONENT)
                .write(format, scale, out);
        return out.toByteArray();
    }

    private static int[] size(byte[] png) throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(png));
        return new int[] {image.getWidth(), image.getHeight()};
    }
}
