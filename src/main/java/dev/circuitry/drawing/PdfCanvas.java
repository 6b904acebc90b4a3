package dev.circuitry.drawing;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.util.Matrix;

/** One PDF page, all of it lines and text, the font embedded: fit for a paper. */
final class PdfCanvas implements Canvas, AutoCloseable {
    /** What viewers take (ISO 32000-1, annex C). */
    private static final double LARGEST_PAGE = 14_400;

    private final PDDocument document = new PDDocument();
    private final PDPageContentStream page;
    private final PDFont font;

    /** A page of that many points; smaller where no page is as large. */
    PdfCanvas(double width, double height, double scale) throws IOException {
        double fitting = Math.min(scale, LARGEST_PAGE / Math.max(width, height));
        var sheet =
                new PDPage(new PDRectangle((float) (width * fitting), (float) (height * fitting)));
        document.setDocumentId(0L); // else drawn from the clock: the same picture, the same bytes
        document.addPage(sheet);
        font = font(document);
        page = new PDPageContentStream(document, sheet);
        page.transform(
                new Matrix((float) fitting, 0, 0, (float) -fitting, 0, (float) (height * fitting)));
        page.setLineJoinStyle(1);
    }

    @Override
    public void arrow(Arrow arrow, Color colour, String title) throws IOException {
        page.setStrokingColor(colour);
        page.setLineWidth((float) arrow.width());
        page.setLineDashPattern(arrow.dashed() ? Style.dashes() : new float[0], 0);
        trace(arrow.shaft());
        page.stroke();
        fill(arrow.head(), colour);
    }

    @Override
    public void box(Rectangle2D place, Color fill, String name, String title) throws IOException {
        page.setNonStrokingColor(fill);
        page.setStrokingColor(Style.INK);
        page.setLineWidth((float) Style.OUTLINE);
        page.setLineDashPattern(new float[0], 0);
        trace(
                new RoundRectangle2D.Double(
                        place.getX(),
                        place.getY(),
                        place.getWidth(),
                        place.getHeight(),
                        2 * Style.CORNER,
                        2 * Style.CORNER));
        page.fillAndStroke();
        double x = place.getCenterX() - SansFont.width(name, BoxSize.FONT) / 2;
        text(name, x, Style.baseLine(place), BoxSize.FONT, Style.INK);
    }

    @Override
    public void text(String text, double x, double y, double size, Color colour)
            throws IOException {
        page.beginText();
        page.setNonStrokingColor(colour);
        page.setFont(font, (float) size);
        page.setTextMatrix(new Matrix(1, 0, 0, -1, (float) x, (float) y));
        page.showText(shown(text));
        page.endText();
    }

    @Override
    public void fill(Shape area, Color colour) throws IOException {
        page.setNonStrokingColor(colour);
        trace(area);
        page.fill();
    }

    @Override
    public void write(OutputStream out) throws IOException {
        page.close();
        document.save(out);
    }

    @Override
    public void close() throws IOException {
        page.close();
        document.close();
    }

    private void trace(Shape shape) throws IOException {
        var p = new float[6];
        for (var i = shape.getPathIterator(null); !i.isDone(); i.next()) {
            switch (i.currentSegment(p)) {
                case PathIterator.SEG_MOVETO -> page.moveTo(p[0], p[1]);
                case PathIterator.SEG_LINETO -> page.lineTo(p[0], p[1]);
                case PathIterator.SEG_CUBICTO -> page.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
                case PathIterator.SEG_CLOSE -> page.closePath();
                default -> throw new IllegalArgumentException("no quadratic curves are painted");
            }
        }
    }

    /** The text, a question mark for each letter that the font hasn't. */
    private String shown(String text) {
        var shown = new StringBuilder();
        text.codePoints()
                .mapToObj(Character::toString)
                .forEach(letter -> shown.append(has(letter) ? letter : "?"));
        return shown.toString();
    }

    private boolean has(String letter) {
        try {
            font.encode(letter);
            return true;
        } catch (IllegalArgumentException | IOException e) {
            return false;
        }
    }

    private static PDFont font(PDDocument document) throws IOException {
        try (var file = SansFont.file()) {
            return file == null
                    ? new PDType1Font(Standard14Fonts.FontName.HELVETICA)
                    : PDType0Font.load(document, file);
        }
    }
}
