package dev.circuitry.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circuitry.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFoldersTest {
    private static final Path FOLDERS = Path.of("src/test/resources/golden/hf-architectures");

    @TempDir private Path temp;

    @Test
    void foldersAreListedWithWhatIsWrongWithThem() throws IOException {
        copy("gpt2", temp.resolve("good"));
        copy("mistral", temp.resolve("shardless"));
        Files.delete(temp.resolve("shardless/model-00002-of-00007.safetensors"));
        copy("gpt2", temp.resolve("unknown"));
        replace(temp.resolve("unknown/config.json"), "\"gpt2\"", "\"bloom\"");
        copy("gpt2", temp.resolve("wider"));
        replace(temp.resolve("wider/config.json"), "\"n_embd\": 16", "\"n_embd\": 32");
        Files.createDirectory(temp.resolve("empty"));
        Files.createDirectory(temp.resolve(".hidden"));
        copy("gpt2", temp.resolve("weightless"));
        Files.delete(temp.resolve("weightless/model.safetensors"));

        var listed = new ModelFolders(List.of(temp), List.of()).all();
        assertThat(listed.stream().map(ListedFolder::name))
                .containsExactly("empty", "good", "shardless", "unknown", "weightless", "wider");
        assertThat(listed.get(1).usable().architecture()).isEqualTo("gpt2");
        assertThat(reason(listed.get(0)))
                .isEqualTo("%s/empty: there is no config.json in the folder", temp.getFileName());
        assertThat(reason(listed.get(2)))
                .isEqualTo(
                        "shardless/model.safetensors.index.json: the shard"
                                + " model-00002-of-00007.safetensors that it names is not there");
        assertThat(reason(listed.get(3)))
                .startsWith(
                        "unknown/config.json: model_type is \"bloom\"; supported is one of gpt2,");
        assertThat(reason(listed.get(4))).contains("model.safetensors, pytorch_model.bin");
        assertThat(reason(listed.get(5)))
                .isEqualTo(
                        "wider/model.safetensors: the tensor transformer.wte.weight has the shape"
                                + " [36, 16]; the configuration asks for [36, 32]");
    }

    @Test
    void modelsAreFoundByName() throws IOException {
        copy("gpt2", temp.resolve("good"));
        var folders = new ModelFolders(List.of(temp), List.of());
        assertThat(folders.find("good")).isPresent();
        for (String name :
                List.of("bad", "", ".", "..", "../" + temp.getFileName(), "/tmp", "a\0b")) {
            assertThat(folders.find(name)).as(name).isEmpty();
        }
        Files.delete(temp.resolve("good/config.json"));
        var broken = folders.find("good").orElseThrow();
        assertThatThrownBy(broken::usable).isInstanceOf(ProblemException.class);
    }

    @Test
    void cachesAreReadInPlace() throws IOException {
        var repository = temp.resolve("hub/models--lab--tiny-gpt");
        copy("gpt2", repository.resolve("snapshots/abc123"));
        copy("gpt2-half", repository.resolve("snapshots/def456"));
        Files.createDirectories(repository.resolve("refs"));
        Files.writeString(repository.resolve("refs/main"), "abc123\n");
        Files.writeString(repository.resolve("refs/half"), "def456");
        var folders = new ModelFolders(List.of(temp.resolve("none")), List.of(temp.resolve("hub")));
        assertThat(folders.all().stream().map(ListedFolder::name)).containsExactly("lab/tiny-gpt");
        assertThat(folders.find("lab/tiny-gpt").orElseThrow().folder()).endsWith(Path.of("abc123"));
        assertThat(folders.find("lab/tiny-gpt@half").orElseThrow().folder())
                .endsWith(Path.of("def456"));
        assertThat(folders.find("lab/tiny-gpt@def456")).isPresent();
        assertThat(folders.find("lab/tiny-gpt@v9")).isEmpty();
        assertThat(folders.find("lab/tiny-gpt@../../..")).isEmpty();
        assertThat(folders.find("lab/other")).isEmpty();
    }

    @Test
    void hashesAreThoseOfTheFiles() throws Exception {
        copy("gpt2", temp.resolve("whole"));
        copy("mistral", temp.resolve("cut"));
        var folders = new ModelFolders(List.of(temp), List.of());
        var whole = folders.find("whole").orElseThrow().usable().source();
        var file = temp.resolve("whole/model.safetensors");
        assertThat(whole.sha256()).isEqualTo(sha256(Files.readAllBytes(file)));
        assertThat(folders.find("whole").orElseThrow().usable().processed().sha256())
                .isEqualTo(whole.sha256());
        var cut = folders.find("cut").orElseThrow().usable().source();
        var lines = new StringBuilder();
        cut.fileHashes().forEach((name, hash) -> lines.append(hash + "  " + name + "\n"));
        assertThat(lines.toString().lines()).hasSize(7);
        assertThat(cut.sha256())
                .isEqualTo(sha256(lines.toString().getBytes(StandardCharsets.UTF_8)));
        byte[] changed = Files.readAllBytes(file);
        changed[changed.length - 1] ^= 1;
        Files.write(file, java.util.Arrays.copyOf(changed, changed.length));
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1));
        assertThat(whole.sha256()).isEqualTo(sha256(changed));
    }

    private static String reason(ListedFolder folder) {
        var problem = folder.problem();
        return problem == null ? "" : problem.detail();
    }

    private static String sha256(byte[] bytes) throws java.security.NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static void replace(Path file, String what, String by) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(what);
        Files.writeString(file, text.replace(what, by));
    }

    private static void copy(String base, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var files = Files.list(FOLDERS.resolve(base))) {
            for (var file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }
}
