package dev.circuitry.drawing;

import dev.circuitry.spec.WireName;

/** The forms in which a circuit is painted. */
public enum PictureFormat implements WireName {
    PNG("image/png"),
    SVG("image/svg+xml"),
    PDF("application/pdf");

    private final String mediaType;

    PictureFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Without parameters: {@code image/png}. */
    public String mediaType() {
        return mediaType;
    }

    /** For file names, without a dot. */
    public String extension() {
        return wireName();
    }
}
