package dev.circuitry.dataset;

import java.time.Instant;

/**
 * A data set that was uploaded, without its rows.
 *
 * @param id SHA-256 of its content
 * @param name of the file
 * @param uploadedAt first
 * @param validationRows how many rows discovery runs on
 * @param testRows how many are held out
 */
public record StoredDataset(
        String id, String name, Instant uploadedAt, int validationRows, int testRows) {}
