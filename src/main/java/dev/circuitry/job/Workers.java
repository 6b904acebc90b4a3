package dev.circuitry.job;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * What a thread of the queue does with an entry: takes a free device, runs the job on it, and says
 * what becomes of the entry. There is one thread a device.
 */
final class Workers {
    private static final Duration UNTIL_A_DEVICE_IS_FREE = Duration.ofSeconds(1);
    private static final Duration UNTIL_ANOTHER_WORKER_MAY_HAVE_IT = Duration.ofSeconds(30);
    private static final Duration UNTIL_STORAGE_RECOVERS = Duration.ofSeconds(5);

    private static final int MOST_PAUSES = 12;

    private final JobRunner runner;
    private final Ledger ledger;
    private final Devices devices;

    Workers(JobRunner runner, Ledger ledger, Devices devices) {
        this.runner = runner;
        this.ledger = ledger;
        this.devices = devices;
    }

    /** The queue's task. */
    Task<String> task() {
        return Tasks.custom(JobQueue.TASK)
                .onFailure(
                        (complete, entry) ->
                                entry.reschedule(
                                        complete,
                                        Instant.now().plus(pause(complete.getExecution()))))
                .onDeadExecution(this::revive)
                .execute(this::work);
    }

    /** Longer from failure to failure, so that a long trouble is not asked about all the time. */
    private static Duration pause(Execution failed) {
        return UNTIL_STORAGE_RECOVERS.multipliedBy(
                Math.min(failed.consecutiveFailures + 1L, MOST_PAUSES));
    }

    private CompletionHandler<String> work(TaskInstance<String> entry, ExecutionContext context) {
        var free = devices.take(entry.getData());
        if (free.isEmpty()) { // the free ones are of another kind
            return ledger.drop(UUID.fromString(entry.getId()))
                    ? (complete, operations) -> {}
                    : after(UNTIL_A_DEVICE_IS_FREE);
        }
        String device = free.get();
        try {
            var state = context.getSchedulerState();
            var ending = runner.run(UUID.fromString(entry.getId()), device, state::isShuttingDown);
            return switch (ending) {
                case OVER, LOST -> (complete, operations) -> {}; // the entry is gone, or another's
                case INTERRUPTED -> Workers::keepPlace;
                case DECLINED -> after(UNTIL_ANOTHER_WORKER_MAY_HAVE_IT);
            };
        } finally {
            devices.giveBack(device);
        }
    }

    private static CompletionHandler<String> after(Duration pause) {
        return (complete, operations) -> operations.reschedule(complete, Instant.now().plus(pause));
    }

    /** A worker's process is gone: the job goes on with its place in the queue. */
    private void revive(ExecutionComplete dead, ExecutionOperations<String> operations) {
        ledger.abandon(UUID.fromString(dead.getExecution().taskInstance.getId()));
        keepPlace(dead, operations);
    }

    /** Due at once, and before all that was queued later. */
    private static void keepPlace(
            ExecutionComplete complete, ExecutionOperations<String> operations) {
        operations.reschedule(complete, complete.getExecution().executionTime);
    }
}
