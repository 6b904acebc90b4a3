package dev.circuitry.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What is known without a subcommand: serving, and the two questions that need no start. */
@Command(
        name = "circuitry",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpWidth = 110,
        customSynopsis = {
            "java -jar circuitry.jar [--PROPERTY=VALUE...]",
            "       java -jar circuitry.jar run SPEC.json... --out DIR [--format LIST] [--PROPERTY=VALUE...]",
            "       java -jar circuitry.jar models list | models check FOLDER... [--PROPERTY=VALUE...]",
            "       java -jar circuitry.jar bench [--shape NAME | --model FOLDER] [OPTIONS] [--PROPERTY=VALUE...]",
            "       java -jar circuitry.jar engine [--PROPERTY=VALUE...]"
        },
        description = {
            "",
            "Finds the circuit in a transformer that explains a behaviour (ACDC, Conmy et al. 2023).",
            "Without a command it serves HTTP on 127.0.0.1:8080; with one it does that and ends.",
            ""
        },
        footer = {
            "",
            "Properties:",
            "  --server.port=8080               the port to serve on",
            "  --circuitry.home=~/.circuitry    database, unpacked libraries, downloads",
            "  --circuitry.models.directory=~/.circuitry/models   a folder a model, read where it lies",
            "  --circuitry.models.hugging-face-cache=~/.cache/huggingface/hub   models fetched with hf download",
            "  --circuitry.models.memory=8GB    room for weights on a device (half of the machine's)",
            "  --circuitry.workers.devices=cpu  one worker a device, e.g. cpu or cuda:0,cuda:1",
            "  --circuitry.workers.memory=8GB   what a run may take beside weights (half of the machine's over the workers)",
            "  --circuitry.workers.threads=0    threads of one operation; 0 means all cores for big models on one worker",
            "  --circuitry.jobs.retention=90d   how long ended jobs are kept that nobody marked keep; for ever without it",
            "  --circuitry.jobs.resume-anywhere=false   whether a run goes on where last digits may differ",
            "  --spring.datasource.url=jdbc:postgresql://...   a PostgreSQL of one's own",
            "  --circuitry.role=all             all, api or worker: several processes may share such a database",
            "",
            "Examples:",
            "  java -jar circuitry.jar run examples/tracr-reverse.json --out out",
            "  java -jar circuitry.jar --server.port=9000",
            "  curl -H 'Content-Type: application/json' -d @examples/tracr-reverse.json http://127.0.0.1:8080/jobs",
            "",
            "While it serves, /docs describes every call.",
            "Exit codes: 0 done, 1 the job failed, 2 the request was wrong."
        })
final class RootCommand implements Callable<Integer> {
    private final Starter starter;

    RootCommand(Starter starter) {
        this.starter = starter;
    }

    @Override
    public Integer call() {
        starter.serve();
        return ExitCodes.SERVING;
    }
}
