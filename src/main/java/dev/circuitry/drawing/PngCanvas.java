package dev.circuitry.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;

/** Pixels on white, with Java2D. */
final class PngCanvas implements Canvas {
    private final BufferedImage image;
    private final Graphics2D graphics;

    /** A canvas of that many points, each {@code scale} pixels. */
    PngCanvas(double width, double height, double scale) {
        image =
                new BufferedImage(
                        (int) Math.ceil(width * scale),
                        (int) Math.ceil(height * scale),
                        BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(
                RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.scale(scale, scale);
    }

    @Override
    public void arrow(Arrow arrow, Color colour, String title) {
        graphics.setStroke(
                new BasicStroke(
                        (float) arrow.width(),
                        BasicStroke.CAP_BUTT,
                        BasicStroke.JOIN_ROUND,
                        1,
                        arrow.dashed() ? Style.dashes() : null,
                        0));
        graphics.setColor(colour);
        graphics.draw(arrow.shaft());
        graphics.fill(arrow.head());
    }

    @Override
    public void fill(Shape area, Color colour) {
        graphics.setColor(colour);
        graphics.fill(area);
    }

    @Override
    public void box(Rectangle2D place, Color fill, String name, String title) {
        var outline =
                new RoundRectangle2D.Double(
                        place.getX(),
                        place.getY(),
                        place.getWidth(),
                        place.getHeight(),
                        2 * Style.CORNER,
                        2 * Style.CORNER);
        graphics.setColor(fill);
        graphics.fill(outline);
        graphics.setColor(Style.INK);
        graphics.setStroke(new BasicStroke((float) Style.OUTLINE));
        graphics.draw(outline);
        double x = place.getCenterX() - SansFont.width(name, BoxSize.FONT) / 2;
        text(name, x, Style.baseLine(place), BoxSize.FONT, Style.INK);
    }

    @Override
    public void text(String text, double x, double y, double size, Color colour) {
        graphics.setFont(SansFont.at(size));
        graphics.setColor(colour);
        graphics.drawString(text, (float) x, (float) y);
    }

    @Override
    public void write(OutputStream out) throws IOException {
        graphics.dispose();
        ImageIO.write(image, "png", out);
    }
}
