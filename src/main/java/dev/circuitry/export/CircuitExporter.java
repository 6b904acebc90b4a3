package dev.circuitry.export;

import java.io.IOException;
import java.io.Writer;

/** Writes circuits in one form. Implementations are stateless and safe for several threads. */
interface CircuitExporter {
    /**
     * Writes a document.
     *
     * @param out left open
     */
    void write(CircuitDocument document, ExportOptions options, Writer out) throws IOException;
}
