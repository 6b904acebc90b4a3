package dev.circuitry.model.format;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.circuitry.model.ModelSource;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.spec.Precision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Another source's weights, folded and centred as far as its architecture allows. */
public final class ProcessedSource implements ModelSource {
    private final ModelSource source;

    /** What another source loads, processed. */
    public ProcessedSource(ModelSource source) {
        this.source = source;
    }

    /** Of the processed model: what is folded away is not there any more. */
    @Override
    public TransformerConfig config() {
        return WeightProcessing.processed(source.config());
    }

    /** What is done, in order. */
    public List<ProcessingStep> steps() {
        return ProcessingStep.allowedBy(source.config());
    }

    @Override
    public Map<String, NDArray> load(NDManager manager, Precision precision) {
        var arrays = new HashMap<>(source.load(manager, precision));
        WeightProcessing.apply(source.config(), arrays);
        return arrays;
    }

    /** Of the weights as they lie in the files. */
    @Override
    public String sha256() {
        return source.sha256();
    }
}
