package dev.circuitry.job;

/**
 * Another attempt has claimed the job: this one, perhaps stalled for a while and taken for dead,
 * has written nothing and must stop.
 */
final class NoLongerOwnerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoLongerOwnerException(Ownership ownership) {
        super("job " + ownership.job() + " no longer belongs to attempt " + ownership.owner());
    }
}
