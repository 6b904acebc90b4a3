package dev.circuitry.drawing;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** SVG 1.1, one group with a title a node and an edge. */
final class SvgCanvas implements Canvas {
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    /** A canvas of that many points, shown {@code scale} times as large. */
    SvgCanvas(double width, double height, double scale) throws IOException {
        try {
            xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("svg");
            xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
            xml.writeAttribute("width", number(width * scale));
            xml.writeAttribute("height", number(height * scale));
            xml.writeAttribute("viewBox", "0 0 " + number(width) + " " + number(height));
            xml.writeAttribute(
                    "font-family", "Helvetica, Arial, 'Liberation Sans', Arimo, sans-serif");
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void arrow(Arrow arrow, Color colour, String title) throws IOException {
        group(
                "edge",
                title,
                () -> {
                    xml.writeEmptyElement("path");
                    xml.writeAttribute("d", data(arrow.shaft()));
                    xml.writeAttribute("fill", "none");
                    xml.writeAttribute("stroke", hex(colour));
                    xml.writeAttribute("stroke-width", number(arrow.width()));
                    if (arrow.dashed()) {
                        var dashes = Style.dashes();
                        xml.writeAttribute(
                                "stroke-dasharray", number(dashes[0]) + " " + number(dashes[1]));
                    }
                    path(arrow.head(), colour);
                });
    }

    @Override
    public void box(Rectangle2D place, Color fill, String name, String title) throws IOException {
        group(
                "node",
                title,
                () -> {
                    xml.writeEmptyElement("rect");
                    xml.writeAttribute("x", number(place.getX()));
                    xml.writeAttribute("y", number(place.getY()));
                    xml.writeAttribute("width", number(place.getWidth()));
                    xml.writeAttribute("height", number(place.getHeight()));
                    xml.writeAttribute("rx", number(Style.CORNER));
                    xml.writeAttribute("fill", hex(fill));
                    xml.writeAttribute("stroke", hex(Style.INK));
                    xml.writeAttribute("stroke-width", number(Style.OUTLINE));
                    xml.writeStartElement("text");
                    xml.writeAttribute("x", number(place.getCenterX()));
                    xml.writeAttribute("y", number(Style.baseLine(place)));
                    xml.writeAttribute("text-anchor", "middle");
                    textStyle(BoxSize.FONT, Style.INK);
                    xml.writeCharacters(name);
                    xml.writeEndElement();
                });
    }

    @Override
    public void text(String line, double x, double y, double size, Color colour)
            throws IOException {
        write(
                () -> {
                    xml.writeStartElement("text");
                    xml.writeAttribute("x", number(x));
                    xml.writeAttribute("y", number(y));
                    textStyle(size, colour);
                    xml.writeCharacters(line);
                    xml.writeEndElement();
                });
    }

    @Override
    public void fill(Shape area, Color colour) throws IOException {
        write(() -> path(area, colour));
    }

    @Override
    public void write(OutputStream out) throws IOException {
        write(xml::writeEndDocument);
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private interface Part {
        void write() throws XMLStreamException;
    }

    private void group(String kind, String title, Part content) throws IOException {
        write(
                () -> {
                    xml.writeStartElement("g");
                    xml.writeAttribute("class", kind);
                    xml.writeStartElement("title");
                    xml.writeCharacters(title);
                    xml.writeEndElement();
                    content.write();
                    xml.writeEndElement();
                });
    }

    private void write(Part part) throws IOException {
        try {
            xml.writeCharacters("\n");
            part.write();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void path(Shape area, Color colour) throws XMLStreamException {
        xml.writeEmptyElement("path");
        xml.writeAttribute("d", data(area));
        xml.writeAttribute("fill", hex(colour));
    }

    private void textStyle(double size, Color colour) throws XMLStreamException {
        xml.writeAttribute("font-size", number(size));
        xml.writeAttribute("fill", hex(colour));
    }

    private static String data(Shape shape) {
        var data = new StringBuilder();
        var p = new double[6];
        for (var i = shape.getPathIterator(null); !i.isDone(); i.next()) {
            switch (i.currentSegment(p)) {
                case PathIterator.SEG_MOVETO -> append(data, 'M', p, 2);
                case PathIterator.SEG_LINETO -> append(data, 'L', p, 2);
                case PathIterator.SEG_QUADTO -> append(data, 'Q', p, 4);
                case PathIterator.SEG_CUBICTO -> append(data, 'C', p, 6);
                default -> data.append('Z');
            }
        }
        return data.toString();
    }

    private static void append(StringBuilder data, char command, double[] p, int count) {
        for (int k = 0; k < count; k++) {
            data.append(k == 0 ? command : ' ').append(number(p[k]));
        }
    }

    private static String number(double value) {
        var rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static String hex(Color colour) {
        return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xFFFFFF);
    }
}
