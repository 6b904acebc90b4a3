package dev.circuitry.cli;

import dev.circuitry.job.JobView;
import dev.circuitry.job.RunEvents.Event;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that fills, for a terminal. */
final class BarDisplay implements ProgressDisplay {
    private static final int FULL = 100;

    private final ProgressBar bar;
    private String edge = "";

    BarDisplay(String name) {
        bar =
                new ProgressBarBuilder()
                        .setTaskName(name)
                        .setInitialMax(FULL)
                        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                        .setUpdateIntervalMillis(200)
                        .hideEta() // the job knows better how long it takes
                        .build();
        bar.setExtraMessage("starting");
    }

    @Override
    public void tell(Event event) {
        var decision = event.decision();
        if (decision != null) {
            edge = decision.edge() + (decision.kept() ? " stays" : " goes");
        }
    }

    @Override
    public void show(JobView job) {
        var progress = job.progress();
        if (progress == null) {
            return;
        }
        var left = progress.pace().etaSeconds();
        var words = ProgressDisplay.words(progress) + (edge.isEmpty() ? "" : ", " + edge);
        bar.setExtraMessage(left == null ? words : words + ", %.0f s left".formatted(left));
        if (job.status().isEnded()) {
            bar.stepTo(FULL);
        } else if (left != null) {
            double done = progress.pace().elapsedSeconds();
            bar.stepTo(Math.round(FULL * done / (done + left)));
        }
    }

    @Override
    public void close() {
        bar.close();
    }
}
