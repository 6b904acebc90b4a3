package dev.circuitry.job;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The jobs as rows. */
interface JobRepository extends JpaRepository<Job, UUID> {
    /** The job as it is now, nobody else changing it until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select job from Job job where job.id = :id")
    Optional<Job> findForUpdate(UUID id);

    /** Waits until no other transaction is about a specification with this hash. */
    @Query(
            value = "select true from pg_advisory_xact_lock(hashtextextended(:hash, 0))",
            nativeQuery = true)
    boolean awaitTurn(String hash);

    /**
     * The job that has or will have the result of a specification, locked; a completed one rather
     * than one under way, and the newest of them. What fails, is cancelled or is about to be does
     * not count.
     */
    @Query(
            value =
                    """
                    select * from job
                    where spec_hash = :hash and status not in ('FAILED', 'CANCELLED')
                        and (status = 'COMPLETED' or cancel_requested_at is null)
                    order by status = 'COMPLETED' desc, id desc limit 1 for update
                    """,
            nativeQuery = true)
    Optional<Job> findAnswering(String hash);

    /** The oldest jobs that ended before a time and may go. */
    @Query(
            value =
                    """
                    select id from job where finished_at < :time and not keep
                    order by finished_at limit :most
                    """,
            nativeQuery = true)
    List<UUID> findEndedBefore(Instant time, int most);

    /** Whether any job, ended or not, is about a data set. */
    boolean existsByAskedDataset(String dataset);
}
