package dev.circuitry.packaging;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** An object of Kubernetes' that the chart makes, read by paths. */
record Manifest(Map<String, Object> content) {
    static final Helm CHART = new Helm(Path.of("helm/circuitry"));

    private static final Configuration LENIENT =
            Configuration.defaultConfiguration().addOptions(Option.SUPPRESS_EXCEPTIONS);

    /** What a release named lab makes of values, which are YAML. */
    static List<Manifest> rendered(String values) {
        try {
            var file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, values);
                return parsed(
                        CHART.template()
                                .withName("lab")
                                .withNamespace("interpretability")
                                .withValuesFile(file)
                                .call());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents of a stream; a key written twice is an error. */
    @SuppressWarnings("unchecked")
    static List<Manifest> parsed(String yaml) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        var documents = new Yaml(new SafeConstructor(options)).loadAll(yaml);
        return StreamSupport.stream(documents.spliterator(), false)
                .filter(Objects::nonNull)
                .map(document -> new Manifest((Map<String, Object>) document))
                .toList();
    }

    /** The one of a kind whose name has this end. */
    static Manifest one(List<Manifest> manifests, String kind, String end) {
        var found =
                manifests.stream()
                        .filter(manifest -> kind.equals(manifest.at("$.kind")))
                        .filter(manifest -> manifest.name().endsWith(end))
                        .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " manifests " + kind + " …" + end);
        }
        return found.get(0);
    }

    String name() {
        return String.valueOf(this.<Object>at("$.metadata.name"));
    }

    /** What lies at a path, null where nothing does. */
    <T> T at(String path) {
        return JsonPath.using(LENIENT).parse(content).read(path);
    }

    /** The value of a variable of the only container. */
    String variable(String name) {
        List<String> values =
                at("$.spec.template.spec.containers[0].env[?(@.name == '" + name + "')].value");
        return String.join(" and ", values);
    }

    @Override
    public String toString() {
        return content.toString();
    }
}
