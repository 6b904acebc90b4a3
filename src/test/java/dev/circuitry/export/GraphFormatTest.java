package dev.circuitry.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.testing.SampleCircuits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xml.sax.InputSource;

class GraphFormatTest {
    private static final ExportOptions COMPONENTS =
            new ExportOptions(ExportOptions.View.COMPONENTS, ExportOptions.Display.DEFAULT);

    @Test
    void jsonLeavesOutWhatHasNoValue() throws IOException {
        assertThat(written(GraphFormat.JSON, ExportOptions.DEFAULT))
                .isEqualTo(
                        """
                        {"directed":true,"multigraph":false,"graph":{"task":"tiny","threshold":0.05},"nodes":[
                        {"id":"blocks.0.hook_resid_post[:]","label":"resid_post","kind":"output","layer":0},
                        {"id":"blocks.0.attn.hook_result[:, :, 0]","label":"a0.0","kind":"result","layer":0,"head":0},
                        {"id":"blocks.0.attn.hook_v[:, :, 0]","label":"a0.0","kind":"v","layer":0,"head":0},
                        {"id":"blocks.0.hook_v_input[:, :, 0]","label":"a0.0_v","kind":"v_input","layer":0,"head":0},
                        {"id":"blocks.0.hook_resid_pre[:]","label":"embed","kind":"embed","layer":0}],"edges":[
                        {"source":"blocks.0.attn.hook_result[:, :, 0]","target":"blocks.0.hook_resid_post[:]",\
                        "type":"addition","tested":true,"effect":1.5},
                        {"source":"blocks.0.attn.hook_v[:, :, 0]","target":"blocks.0.attn.hook_result[:, :, 0]",\
                        "type":"placeholder","tested":false},
                        {"source":"blocks.0.hook_v_input[:, :, 0]","target":"blocks.0.attn.hook_v[:, :, 0]",\
                        "type":"direct","tested":true,"effect":0.25},
                        {"source":"blocks.0.hook_resid_pre[:]","target":"blocks.0.hook_v_input[:, :, 0]",\
                        "type":"addition","tested":false}]}\
                        """
                                .replace("\n", ""));
    }

    @Test
    void jsonOfComponentsIsAMultigraphOfAdditionEdges() throws IOException {
        assertThat(written(GraphFormat.JSON, COMPONENTS))
                .isEqualTo(
                        """
                        {"directed":true,"multigraph":true,"graph":{"task":"tiny","threshold":0.05},"nodes":[
                        {"id":"a0.0","label":"a0.0","kind":"head","layer":0,"head":0},
                        {"id":"resid_post","label":"resid_post","kind":"output","layer":0},
                        {"id":"embed","label":"embed","kind":"embed","layer":0}],"edges":[
                        {"source":"a0.0","target":"resid_post","effect":1.5},
                        {"source":"embed","target":"a0.0","channel":"v"}]}\
                        """
                                .replace("\n", ""));
    }

    @Test
    void dotHasTheReferencesNamesAndShowsTestedEdgesOnly() throws IOException {
        assertThat(written(GraphFormat.DOT, ExportOptions.DEFAULT))
                .startsWith("strict digraph circuit {")
                .contains("\"<a0.0>\" [ fillcolor=\"#")
                .contains("style=\"filled, rounded\" shape=\"box\" fontname=\"Helvetica\"")
                .containsPattern("\"<a0.0>\" -> \"<resid_post>\" \\[ penwidth=\"3.0\" color=\"#")
                .containsPattern("\"<a0.0_v>\" -> \"<a0.0>\" \\[ penwidth=\"0.6\" color=\"#")
                .doesNotContain("embed");
    }

    @Test
    void dotTakesTheDisplayOptions() throws IOException {
        var full = new ExportOptions.Display(true, true, false, null);
        var merged = new ExportOptions.Display(false, false, true, null);
        var strong = new ExportOptions.Display(false, false, false, 0.5);

        assertThat(written(GraphFormat.DOT, new ExportOptions(ExportOptions.View.NODES, full)))
                .contains(
                        "\"<blocks.0.attn.hook_v[:, :, 0]>\" -> \"<blocks.0.attn.hook_result[:, :, 0]>\"");
        assertThat(written(GraphFormat.DOT, new ExportOptions(ExportOptions.View.NODES, merged)))
                .contains("\"<a0.0>\" -> \"<resid_post>\"")
                .doesNotContain("_v");
        assertThat(written(GraphFormat.DOT, new ExportOptions(ExportOptions.View.NODES, strong)))
                .contains("\"<a0.0>\" -> \"<resid_post>\"")
                .doesNotContain("<a0.0_v>");
    }

    @Test
    void tgfListsIdsTwiceAndSendersBeforeReceivers() throws IOException {
        assertThat(written(GraphFormat.TGF, ExportOptions.DEFAULT))
                .isEqualTo(
                        """
                        <a0.0> <a0.0>\040
                        <resid_post> <resid_post>\040
                        <a0.0_v> <a0.0_v>\040
                        #
                        <a0.0> <resid_post>
                        <a0.0_v> <a0.0>
                        """);
    }

    @Test
    void csvQuotesNamesThatHoldCommas() throws IOException {
        assertThat(written(GraphFormat.CSV, ExportOptions.DEFAULT))
                .isEqualTo(
                        """
                        source,target,source_label,target_label,type,tested,effect
                        "blocks.0.attn.hook_result[:, :, 0]",blocks.0.hook_resid_post[:],a0.0,resid_post,addition,true,1.5
                        "blocks.0.attn.hook_v[:, :, 0]","blocks.0.attn.hook_result[:, :, 0]",a0.0,a0.0,placeholder,false,
                        "blocks.0.hook_v_input[:, :, 0]","blocks.0.attn.hook_v[:, :, 0]",a0.0_v,a0.0,direct,true,0.25
                        blocks.0.hook_resid_pre[:],"blocks.0.hook_v_input[:, :, 0]",embed,a0.0_v,addition,false,
                        """);
        assertThat(written(GraphFormat.CSV, COMPONENTS))
                .isEqualTo(
                        """
                        source,target,channel,effect
                        a0.0,resid_post,,1.5
                        embed,a0.0,v,
                        """);
    }

    @Test
    void subgraphHasTheReferencesKeysInItsOrder() throws IOException {
        assertThat(written(GraphFormat.SUBGRAPH, ExportOptions.DEFAULT))
                .isEqualTo(
                        """
                        [["blocks.0.hook_resid_post",[null],"blocks.0.attn.hook_result",[null,null,0]],
                        ["blocks.0.attn.hook_result",[null,null,0],"blocks.0.attn.hook_v",[null,null,0]],
                        ["blocks.0.attn.hook_v",[null,null,0],"blocks.0.hook_v_input",[null,null,0]],
                        ["blocks.0.hook_v_input",[null,null,0],"blocks.0.hook_resid_pre",[null]]]\
                        """
                                .replace("\n", ""));
    }

    @Test
    void graphMlIsWellFormedWithEveryNodeAndEdge() throws Exception {
        for (ExportOptions options : List.of(ExportOptions.DEFAULT, COMPONENTS)) {
            var xml = written(GraphFormat.GRAPHML, options);
            var document =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(xml)));
            int edges = options.equals(COMPONENTS) ? 2 : 4;
            assertThat(document.getElementsByTagName("edge").getLength()).isEqualTo(edges);
            assertThat(xml).contains("attr.name=\"effect\" attr.type=\"double\"").contains(">1.5<");
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheStreamOpenAndWritesTheSameBytesTwice(GraphFormat format) throws IOException {
        var document = SampleCircuits.tracrReverse();
        var closed = new boolean[1];
        var out =
                new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                };
        format.write(document, ExportOptions.DEFAULT, out);
        var again = new StringWriter();
        format.write(document, ExportOptions.DEFAULT, again);

        assertThat(closed[0]).isFalse();
        assertThat(out.toString(StandardCharsets.UTF_8)).isNotEmpty().isEqualTo(again.toString());
    }

    @Test
    void everyFormatHasAMediaTypeOfItsOwn() {
        Map<String, Long> types =
                Arrays.stream(GraphFormat.values())
                        .collect(
                                Collectors.groupingBy(
                                        GraphFormat::mediaType, Collectors.counting()));

        assertThat(types.values()).containsOnly(1L);
    }

    private static String written(GraphFormat format, ExportOptions options) throws IOException {
        var out = new StringWriter();
        format.write(SampleCircuits.valuePath(), options, out);
        return out.toString();
    }
}
