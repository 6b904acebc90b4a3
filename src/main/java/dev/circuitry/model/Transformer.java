package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.spec.HookPoints;
import dev.circuitry.spec.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A decoder-only transformer that fires TransformerLens' hook points in its order
 * (HookedTransformer 1.6.1 with use_attn_result, use_split_qkv_input and use_hook_mlp_in). For one
 * thread at a time; holds its weights until closed.
 */
public final class Transformer implements AutoCloseable {
    private final TransformerConfig config;
    private final NDManager manager;
    private final NDArray tokenEmbedding; // [vocab, d_model]
    private final @Nullable NDArray positionEmbedding; // [context, d_model]
    private final List<Attention> attentions = new ArrayList<>();
    private final List<Mlp> mlps = new ArrayList<>();
    private final Unembedding unembedding;

    /** Loads weights of its own to the manager's device, in the precision of the run. */
    public Transformer(ModelSource source, NDManager parent, Precision precision) {
        this(source.config(), parent.newSubManager(), own -> source.load(own, precision));
    }

    /**
     * A model over weights that others share.
     *
     * @param shared by TransformerLens' parameter names; they outlive the model
     * @param parent of what it makes beside
     */
    public Transformer(TransformerConfig config, Map<String, NDArray> shared, NDManager parent) {
        this(config, parent.newSubManager(), own -> shared);
    }

    private Transformer(
            TransformerConfig config,
            NDManager manager,
            Function<NDManager, Map<String, NDArray>> weights) {
        this.config = config;
        this.manager = manager;
        var parameters = new Parameters(weights.apply(manager), manager);
        tokenEmbedding = parameters.get("embed.W_E");
        var positions = config.positions();
        positionEmbedding =
                positions.kind().areLearned() ? parameters.get("pos_embed.W_pos") : null;
        var rotary = positions.rotary();
        var rotation =
                rotary == null ? null : new Rotation(rotary, manager, tokenEmbedding.getDataType());
        var mask = new AttentionMask(config.attention(), manager, tokenEmbedding.getDataType());
        for (int layer = 0; layer < config.dimensions().layers(); layer++) {
            attentions.add(new Attention(layer, config, mask, rotation, parameters));
            if (config.dimensions().hasMlps()) {
                mlps.add(new Mlp(layer, config, parameters));
            }
        }
        unembedding = new Unembedding(config, parameters);
    }

    /** Everything but the weights. */
    public TransformerConfig config() {
        return config;
    }

    /** Of its weights and of all it computes. */
    public DataType type() {
        return tokenEmbedding.getDataType();
    }

    /** The model's parts one at a time, for who knows most of a pass already. */
    public ModelParts parts() {
        return new ModelParts(attentions, mlps, unembedding, positionsBeside());
    }

    private @Nullable NDArray positionsBeside() {
        return config.positions().kind() == Positions.SHORTFORMER ? positionEmbedding : null;
    }

    /**
     * Runs the model up to the first block.
     *
     * @param hooks read the embeddings and the first {@code hook_resid_pre}
     */
    public void embed(TokenBatch batch, Hooks hooks) {
        hooks.pass(HookPoints.residPre(0), embedded(batch, hooks).resid());
    }

    /**
     * Runs the model. Results belong to the tokens' manager; open a sub-manager and an {@code
     * NDScope} around each pass.
     *
     * @param batch the prompts
     * @param hooks read and write activations on the way
     * @return logits, {@code [batch, pos, outputs]}; those of padding mean nothing
     */
    public NDArray forward(TokenBatch batch, Hooks hooks) {
        var resid = residual(batch, hooks);
        Shape shape = resid.getShape();
        return unembedding
                .apply(resid, hooks)
                .reshape(shape.get(0), shape.get(1), config.dimensions().outputs());
    }

    /**
     * Runs the model as it is, for its prediction alone.
     *
     * @param batch prompts of one length
     * @return logits of each row's last position, {@code [batch, outputs]}
     */
    public NDArray predict(TokenBatch batch) {
        return unembedding.apply(residual(batch, Hooks.NONE).get(":, -1"), Hooks.NONE);
    }

    /** The last residual stream, {@code [batch, pos, d_model]}. */
    private NDArray residual(TokenBatch batch, Hooks hooks) {
        var embedded = embedded(batch, hooks);
        var resid = embedded.resid();
        for (int layer = 0; layer < config.dimensions().layers(); layer++) {
            resid = blockAlone(layer, embedded.with(resid), hooks);
        }
        return resid;
    }

    /** All else that a block makes is gone with it: a pass takes the memory of its largest. */
    private NDArray blockAlone(int layer, Attended before, Hooks hooks) {
        NDArray resid;
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            resid = block(layer, before, hooks);
            NDScope.unregister(resid);
        }
        NDScope.register(resid);
        return resid;
    }

    /** What the first block reads. */
    private Attended embedded(TokenBatch batch, Hooks hooks) {
        var tokens = batch.tokens(); // [batch, pos]
        var places = new Places(null, batch.real(type()));
        var resid = hooks.pass(HookPoints.EMBED, vectors(tokens)); // [batch, pos, d_model]
        NDArray beside = null; // what queries and keys read besides
        if (positionEmbedding != null) {
            var first = new NDIndex().addSliceDim(0, tokens.getShape().get(1));
            var placed = positionEmbedding.get(first).expandDims(0); // [1, pos, d_model]
            placed = hooks.pass(HookPoints.POS_EMBED, placed.broadcast(resid.getShape()));
            if (config.positions().kind() == Positions.SHORTFORMER) {
                beside = placed;
            } else {
                resid = resid.add(placed);
            }
        }
        return new Attended(resid, beside, places);
    }

    private NDArray vectors(NDArray tokens) {
        Shape shape = tokens.getShape();
        return tokenEmbedding
                .get(tokens.getManager(), new NDIndex("{}", tokens.flatten()))
                .reshape(shape.get(0), shape.get(1), config.dimensions().dModel());
    }

    private NDArray block(int layer, Attended before, Hooks hooks) {
        var pre = hooks.pass(HookPoints.residPre(layer), before.resid());
        var resid = pre.add(attentions.get(layer).apply(before.with(pre), hooks));
        if (config.dimensions().hasMlps() && config.mlp().parallel()) {
            resid = resid.add(mlps.get(layer).apply(pre, hooks));
        } else if (config.dimensions().hasMlps()) {
            resid = hooks.pass(HookPoints.residMid(layer), resid);
            resid = resid.add(mlps.get(layer).apply(resid, hooks));
        }
        return hooks.pass(HookPoints.residPost(layer), resid);
    }

    @Override
    public void close() {
        manager.close();
    }
}
