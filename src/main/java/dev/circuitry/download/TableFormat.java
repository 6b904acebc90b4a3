package dev.circuitry.download;

import dev.circuitry.spec.WireName;

/** The forms in which whole tables are written, row by row. */
public enum TableFormat implements WireName {
    /** RFC 4180 with a header; lines end in a line feed. */
    CSV("text/csv"),
    /** A JSON object a line. */
    NDJSON("application/x-ndjson");

    private final String mediaType;

    TableFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Without parameters. */
    public String mediaType() {
        return mediaType;
    }
}
