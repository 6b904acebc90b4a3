package dev.circuitry.database;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Another process holds the home; the message names it and says what to do. */
public final class HomeInUseException extends DatabaseException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Holder holder;

    HomeInUseException(Path home, @Nullable Holder holder) {
        super(message(home, holder));
        this.holder = holder;
    }

    /** The process that holds the home, where it has said so. */
    public OptionalLong pid() {
        return holder == null ? OptionalLong.empty() : OptionalLong.of(holder.pid());
    }

    /** Where the holder takes requests, if it serves. */
    public Optional<URI> service() {
        return holder == null ? Optional.empty() : Optional.ofNullable(holder.service());
    }

    private static String message(Path home, @Nullable Holder holder) {
        String elsewhere = "or name another folder with --circuitry.home=DIR";
        if (holder == null) {
            return home + " is in use by another process: stop it, " + elsewhere;
        }
        String inUse =
                "%s is in use by process %d since %s".formatted(home, holder.pid(), holder.since());
        URI service = holder.service();
        if (service == null) {
            return "%s: wait for it or stop it (kill %d), %s"
                    .formatted(inUse, holder.pid(), elsewhere);
        }
        String post = "curl -H 'Content-Type: application/json' -d @SPEC.json " + service + "/jobs";
        return "%s, which serves at %s: post the job there (%s), %s"
                .formatted(inUse, service, post, elsewhere);
    }
}
