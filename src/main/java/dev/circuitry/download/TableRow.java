package dev.circuitry.download;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record that is a row of a table: its components are the columns. */
public interface TableRow {
    /** The cells in the order of the columns; null where there is no value. */
    List<@Nullable Object> cells();
}
