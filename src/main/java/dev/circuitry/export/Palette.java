package dev.circuitry.export;

import dev.circuitry.graph.Node;
import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The colour of every component: its group's where there are groups, else one of its own that
 * depends on nothing but the component, so the same component has the same colour in every picture
 * of a model (the reference draws Pastel2 colours at random).
 *
 * @param groups named sets of components, drawn in one colour each; empty for colours of their own
 */
public record Palette(List<Group> groups) {
    /** Every component in a colour of its own. */
    public static final Palette BY_COMPONENT = new Palette(List.of());

    private static final Color NEUTRAL = new Color(0xE6E8EB);

    /** An angle that keeps consecutive hues apart, however many there are. */
    private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

    private static final double HEAD_ANGLE = 2 * Math.PI * 0.285;

    /**
     * Components that do the same job.
     *
     * @param name for the legend: {@code name mover}
     * @param colour of their boxes
     * @param components by name: {@code a9.6}, {@code m0}
     */
    public record Group(String name, Color colour, Set<String> components) {
        public Group {
            components = Set.copyOf(components);
        }
    }

    public Palette {
        groups = List.copyOf(groups);
    }

    /** The fill of a component's boxes. */
    public Color fill(DisplayGraph.Box box) {
        for (Group group : groups) {
            if (group.components().contains(box.component())) {
                return group.colour();
            }
        }
        return groups.isEmpty() ? ownColour(box.first()) : NEUTRAL;
    }

    /** The name of a component's group; empty where it has none. */
    public Optional<String> groupOf(String component) {
        return groups.stream()
                .filter(group -> group.components().contains(component))
                .map(Group::name)
                .findFirst();
    }

    /** The groups of which a picture shows a member, by name. */
    public Map<String, Color> legend(DisplayGraph graph) {
        Map<String, Color> shown = new LinkedHashMap<>();
        for (Group group : groups) {
            if (graph.nodes().stream()
                    .anyMatch(box -> group.components().contains(box.component()))) {
                shown.put(group.name(), group.colour());
            }
        }
        return shown;
    }

    /** The colour of the edges out of a box: its fill, dark enough to be seen on white. */
    public Color stroke(DisplayGraph.Box box) {
        var fill = fill(box);
        float[] hsb = Color.RGBtoHSB(fill.getRed(), fill.getGreen(), fill.getBlue(), null);
        float saturation = hsb[1] < 0.06f ? hsb[1] : Math.min(0.85f, hsb[1] * 2.2f + 0.12f);
        return Color.getHSBColor(hsb[0], saturation, Math.min(hsb[2], 0.70f));
    }

    private static Color ownColour(Node node) {
        return switch (node.kind()) {
            case OUTPUT -> NEUTRAL;
            case EMBED, TOKEN_EMBED -> new Color(0xD9DCE1);
            case POS_EMBED -> new Color(0xE3DDD3);
            case MLP_IN, MLP_OUT -> pastel(node.layer() * GOLDEN_ANGLE + 1.2, 0.045);
            default -> pastel(node.layer() * GOLDEN_ANGLE + node.head() * HEAD_ANGLE, 0.07);
        };
    }

    /** An OKLCH colour of lightness 0.91 (Ottosson 2020): pastels that look equally light. */
    private static Color pastel(double hue, double chroma) {
        double a = chroma * Math.cos(hue);
        double b = chroma * Math.sin(hue);
        double l = cube(0.91 + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(0.91 - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(0.91 - 0.0894841775 * a - 1.2914855480 * b);
        return new Color(
                gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                gamma(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    private static double cube(double x) {
        return x * x * x;
    }

    private static int gamma(double linear) {
        double clipped = Math.min(1, Math.max(0, linear));
        double srgb =
                clipped <= 0.0031308
                        ? 12.92 * clipped
                        : 1.055 * StrictMath.pow(clipped, 1 / 2.4) - 0.055;
        return (int) StrictMath.round(255 * srgb);
    }
}
