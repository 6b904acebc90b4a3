package dev.circuitry.download;

import dev.circuitry.discovery.Decision;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decision as clients see it: the numbers that decided, names in full and short. */
public record DecisionRow(
        int seq,
        int step,
        String receiver,
        String sender,
        String receiverLabel,
        String senderLabel,
        double metricBefore,
        double metricAfter,
        double effect,
        boolean kept)
        implements TableRow {
    /** The columns' names. */
    public static final List<String> COLUMNS =
            List.of(
                    "seq",
                    "step",
                    "receiver",
                    "sender",
                    "receiver_label",
                    "sender_label",
                    "metric_before",
                    "metric_after",
                    "effect",
                    "kept");

    /** The row of a decision. */
    public static DecisionRow of(Decision decision) {
        var receiver = decision.edge().receiver();
        var sender = decision.edge().sender();
        return new DecisionRow(
                decision.seq(),
                decision.step(),
                receiver.name(),
                sender.name(),
                receiver.label(),
                sender.label(),
                decision.before(),
                decision.after(),
                decision.effect(),
                decision.kept());
    }

    @Override
    public List<@Nullable Object> cells() {
        return Arrays.asList(
                seq,
                step,
                receiver,
                sender,
                receiverLabel,
                senderLabel,
                metricBefore,
                metricAfter,
                effect,
                kept);
    }
}
