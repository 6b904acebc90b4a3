package dev.circuitry.download;

import dev.circuitry.drawing.CircuitPicture;
import dev.circuitry.drawing.PictureFormat;
import dev.circuitry.export.CircuitDocument;
import dev.circuitry.export.GraphFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A form in which a circuit can be had: text for other tools, or a picture. */
public sealed interface GraphForm {
    /** Every form; the first is what those get who do not care. */
    List<GraphForm> ALL =
            Stream.<GraphForm>concat(
                            Stream.of(GraphFormat.values()).map(Text::new),
                            Stream.of(PictureFormat.values()).map(Picture::new))
                    .toList();

    /** The form of a name. */
    static Optional<GraphForm> named(String name) {
        return ALL.stream().filter(form -> form.name().equals(name)).findFirst();
    }

    /** E.g. {@code json}, {@code png}. */
    String name();

    /** Without parameters. */
    String mediaType();

    /** For file names, without a dot. */
    String extension();

    /** Whether heads and MLPs can be nodes as wholes. */
    boolean hasComponentView();

    /** Whether it is made to be looked at, so that names and edges can be chosen. */
    boolean isShown();

    /**
     * Writes a circuit.
     *
     * @param out left open
     * @throws dev.circuitry.problem.ProblemException TOO_MUCH_TO_DRAW for a picture of too many
     *     edges
     */
    void write(CircuitDocument document, GraphOptions options, OutputStream out) throws IOException;

    /** For other tools. */
    record Text(GraphFormat format) implements GraphForm {
        @Override
        public String name() {
            return format.wireName();
        }

        @Override
        public String mediaType() {
            return format.mediaType();
        }

        @Override
        public String extension() {
            return format.extension();
        }

        @Override
        public boolean hasComponentView() {
            return format.hasComponentView();
        }

        @Override
        public boolean isShown() {
            return format == GraphFormat.DOT || format == GraphFormat.TGF;
        }

        @Override
        public void write(CircuitDocument document, GraphOptions options, OutputStream out)
                throws IOException {
            format.write(document, options.export(), out);
        }
    }

    /** For people. */
    record Picture(PictureFormat format) implements GraphForm {
        private static final double SHARP = 2;

        @Override
        public String name() {
            return format.wireName();
        }

        @Override
        public String mediaType() {
            return format.mediaType();
        }

        @Override
        public String extension() {
            return format.extension();
        }

        @Override
        public boolean hasComponentView() {
            return true;
        }

        @Override
        public boolean isShown() {
            return true;
        }

        @Override
        public void write(CircuitDocument document, GraphOptions options, OutputStream out)
                throws IOException {
            double usual = format == PictureFormat.PNG ? SHARP : 1; // the others have no pixels
            double scale = options.scale() == null ? usual : options.scale();
            CircuitPicture.of(document, options.export(), document.palette())
                    .write(format, scale, out);
        }
    }
}
