package dev.circuitry.job;

import jakarta.persistence.LockModeType;
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

    /** Whether any job, ended or not, is about a data set. */
    boolean existsByDataset(String dataset);
}
