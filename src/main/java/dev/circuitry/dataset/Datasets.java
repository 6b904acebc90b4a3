package dev.circuitry.dataset;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.spec.Dataset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The data sets in the database, each once whatever its name. Safe for any number of threads and
 * processes.
 */
public class Datasets {
    private final JdbcClient jdbc;

    /** On this database. */
    public Datasets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Stores a data set until it is deleted; one that is there already keeps the name it has.
     *
     * @param name of the file
     * @return whether it is new to the list
     */
    public boolean upload(Dataset dataset, String name) {
        return jdbc.sql(
                                """
                                INSERT INTO dataset (id, name, uploaded_at, validation_rows, test_rows, content)
                                VALUES (:id, :name, :now, :validation, :test, :content)
                                ON CONFLICT (id) DO UPDATE SET name = :name, uploaded_at = :now
                                WHERE dataset.uploaded_at IS NULL
                                """)
                        .param("name", name)
                        .param("now", Timestamp.from(Instant.now()))
                        .param("id", dataset.id())
                        .param("validation", dataset.rows().size() - dataset.heldOut())
                        .param("test", dataset.heldOut())
                        .param("content", DatasetJson.write(dataset))
                        .update()
                > 0;
    }

    /**
     * Sees to it that a data set is there until the end of the caller's transaction, and as long as
     * a job that the transaction stores.
     */
    public void keep(Dataset dataset) {
        jdbc.sql(
                        """
                        INSERT INTO dataset (id, validation_rows, test_rows, content)
                        VALUES (:id, :validation, :test, :content)
                        ON CONFLICT (id) DO UPDATE SET id = dataset.id
                        """) // the update locks the row
                .param("id", dataset.id())
                .param("validation", dataset.rows().size() - dataset.heldOut())
                .param("test", dataset.heldOut())
                .param("content", DatasetJson.write(dataset))
                .update();
    }

    /** The data set of an id, uploaded or a job's. */
    public Optional<Dataset> find(String id) {
        return content(id).map(DatasetJson::read);
    }

    /** The same as JSON, as it could be posted with a job. */
    public Optional<String> content(String id) {
        return jdbc.sql("SELECT content FROM dataset WHERE id = :id")
                .param("id", id.replace("\0", "")) // which Postgres does not take
                .query(String.class)
                .optional();
    }

    /** An uploaded data set, without its rows. */
    public Optional<StoredDataset> describe(String id) {
        return jdbc.sql("SELECT * FROM dataset WHERE id = :id AND uploaded_at IS NOT NULL")
                .param("id", id.replace("\0", ""))
                .query(Datasets::row)
                .optional();
    }

    /** Those uploaded, the latest first. */
    public List<StoredDataset> uploaded() {
        return jdbc.sql(
                        """
                        SELECT id, name, uploaded_at, validation_rows, test_rows FROM dataset
                        WHERE uploaded_at IS NOT NULL ORDER BY uploaded_at DESC, id
                        """)
                .query(Datasets::row)
                .list();
    }

    /**
     * Deletes an uploaded data set.
     *
     * @throws ProblemException NOT_FOUND, or WRONG_STATE where a job ran or is to run on it
     */
    public void delete(String id) {
        if (describe(id).isEmpty()) {
            throw noSuchDataset();
        }
        try {
            jdbc.sql("DELETE FROM dataset WHERE id = :id").param("id", id).update();
        } catch (DataIntegrityViolationException used) {
            throw ProblemException.causedBy(
                    used,
                    ProblemCode.WRONG_STATE,
                    "The data set "
                            + id
                            + " cannot be deleted: a job ran on it or is to. Delete its jobs first.");
        }
    }

    /** Holds off everyone who would keep or delete it, until the caller's transaction ends. */
    public void lock(String id) {
        jdbc.sql("SELECT id FROM dataset WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(String.class)
                .list();
    }

    /** Lets go of one that no job runs on any more, unless it was uploaded. */
    public void release(String id) {
        jdbc.sql("DELETE FROM dataset WHERE id = :id AND uploaded_at IS NULL")
                .param("id", id)
                .update();
    }

    /** That there is no such data set. */
    public static ProblemException noSuchDataset() {
        return new ProblemException(
                ProblemCode.NOT_FOUND,
                "There is no data set of this id. GET /datasets lists those there are.");
    }

    private static StoredDataset row(ResultSet row, int number) throws SQLException {
        return new StoredDataset(
                row.getString("id"),
                row.getString("name"),
                row.getTimestamp("uploaded_at").toInstant(),
                row.getInt("validation_rows"),
                row.getInt("test_rows"));
    }
}
