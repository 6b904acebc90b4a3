package dev.circuitry.drawing;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

/**
 * The one typeface of all pictures: Liberation Sans, which has Helvetica's widths and comes with
 * PDFBox, so a picture is the same on every machine and an SVG's boxes fit where Helvetica or Arial
 * is shown; the JVM's own sans serif where it is missing.
 */
final class SansFont {
    private static final String RESOURCE =
            "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final FontRenderContext UNHINTED = new FontRenderContext(null, true, true);
    private static final Font BASE = load();

    private SansFont() {}

    /** The font at a size in points. */
    static Font at(double size) {
        return BASE.deriveFont((float) size);
    }

    /** How wide a text is, in points. */
    static double width(String text, double size) {
        return at(size).getStringBounds(text, UNHINTED).getWidth();
    }

    /** The font's file, to embed; null where it is missing. */
    static @Nullable InputStream file() {
        return PDDocument.class.getResourceAsStream(RESOURCE);
    }

    private static Font load() {
        try (var file = file()) {
            return file == null
                    ? new Font(Font.SANS_SERIF, Font.PLAIN, 1)
                    : Font.createFont(Font.TRUETYPE_FONT, file);
        } catch (FontFormatException e) {
            throw new IllegalStateException("the font that comes with PDFBox is broken", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
