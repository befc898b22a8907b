package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autograd.Tape;
import org.vae4j.autograd.Var;
import org.vae4j.loss.BuiltInLosses;
import org.vae4j.loss.Gaussian;
import org.vae4j.loss.LearnedGaussian;
import org.vae4j.loss.Loss;
import org.vae4j.loss.Losses;
import org.vae4j.nn.Activation;
import org.vae4j.nn.BuiltInLayers;
import org.vae4j.nn.Dense;
import org.vae4j.nn.Layer;
import org.vae4j.nn.LayerSpec;
import org.vae4j.nn.Layers;
import org.vae4j.nn.Parameter;
import org.vae4j.nn.Sequential;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Shape;
import org.vae4j.testkit.GradientCheck.Leaf;
import org.vae4j.testkit.VarCall.Operand;
import org.vae4j.vae.Vae;

/**
 * Gradients of every differentiable operation, layer and loss, on this engine, against finite
 * differences.
 */
abstract class GradientSuite extends ConformanceSuite {

  /** Where else the loss uses the operands, so that their gradients are sums. */
  private enum Use {
    NOWHERE,
    BEFORE,
    AFTER
  }

  GradientSuite(Supplier<Backend> hook) {
    super(hook);
  }

  @Test
  void everyOperationOfVarIsChecked() {
    assertThat(VarCalls.all().stream().map(VarCall::operation))
        .as("the catalogue of the kit, org.vae4j.testkit.VarCalls; add a call of what it lacks")
        .containsAll(VarCalls.operations().toList());
  }

  static Stream<VarCall> operations() {
    return VarCalls.all().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void gradientOfOperation(VarCall call) {
    List<Operand> operands = call.operands();
    List<Integer> leaves = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      if (!operands.get(i).constant()) {
        leaves.add(i);
      }
    }
    for (Use use : Use.values()) {
      check(call, leaves, use, false, false);
      check(call, leaves, use, true, false);
      check(call, leaves, use, true, true);
    }
    leaves.forEach(leaf -> check(call, List.of(leaf), Use.NOWHERE, false, true));
  }

  /**
   * Checks one call.
   *
   * @param leaves the operands whose gradients are wanted; the others are constants
   * @param results whether operands are results of operations, rather than leaves
   * @param weighted whether elements of the result weigh differently in the loss
   */
  private void check(
      VarCall call, List<Integer> leaves, Use use, boolean results, boolean weighted) {
    List<Operand> operands = call.operands();
    List<Leaf> wanted = leaves.stream().map(i -> operands.get(i).leaf()).toList();
    String what =
        call
            + (leaves.size() < operands.size() ? " with respect to operands " + leaves : "")
            + (results ? " on results" : "")
            + (use == Use.NOWHERE ? "" : ", operands used " + use + " it too");
    GradientCheck.check(
        what,
        backend(),
        wanted,
        variables -> {
          Tape tape = variables.get(0).tape();
          List<Var> actual = new ArrayList<>();
          Var loss = tape.constant(Shape.SCALAR, 0);
          for (int i = 0; i < operands.size(); i++) {
            Leaf leaf = operands.get(i).leaf();
            if (leaves.contains(i)) {
              Var variable = variables.get(leaves.indexOf(i));
              actual.add(results ? variable.times(1) : variable);
            } else {
              actual.add(tape.constant(leaf.shape(), leaf.values(10 + i)));
            }
          }
          if (use == Use.BEFORE) {
            loss = loss.plus(squares(actual));
          }
          Var result = call.run(actual);
          loss = loss.plus(weighted ? weigh(result) : result.sum());
          return use == Use.AFTER ? loss.plus(squares(actual)) : loss;
        });
  }

  private static Var squares(List<Var> variables) {
    return variables.stream().map(v -> v.square().sum()).reduce(Var::plus).orElseThrow();
  }

  /** Sums up with a weight of its own for each element. */
  private static Var weigh(Var result) {
    Shape shape = result.value().shape();
    return result.times(result.tape().constant(shape, new Leaf(shape, 0.5, 2).values(20))).sum();
  }

  @Test
  void gradientsOfOperationsOnOneVariableTwice() {
    List<Leaf> square = List.of(new Leaf(Shape.of(3, 3), 0.5, 2));
    GradientCheck.check("x + x", backend(), square, x -> weigh(x.get(0).plus(x.get(0))));
    GradientCheck.check("x - x", backend(), square, x -> weigh(x.get(0).minus(x.get(0))));
    GradientCheck.check("x · x", backend(), square, x -> weigh(x.get(0).times(x.get(0))));
    GradientCheck.check("x / x", backend(), square, x -> weigh(x.get(0).dividedBy(x.get(0))));
    GradientCheck.check("matmul(x, x)", backend(), square, x -> weigh(x.get(0).matmul(x.get(0))));
    GradientCheck.check("gaussianKl(x, x)", backend(), square, x -> x.get(0).gaussianKl(x.get(0)));
  }

  static Stream<String> layers() {
    return new BuiltInLayers().names().stream();
  }

  @ParameterizedTest
  @MethodSource("layers")
  void gradientOfLayer(String type) {
    Map<String, String> settings =
        type.equals("dense") ? Map.of("name", "fc", "inputs", "4", "outputs", "2") : Map.of();
    check("layer " + type, Layers.find().create(new LayerSpec(type, settings)));
  }

  @ParameterizedTest
  @EnumSource
  void gradientOfDenseLayersWithActivation(Activation activation) {
    check(
        "dense layers with " + activation,
        Sequential.of(new Dense("fc1", 4, 3, activation), new Dense("fc2", 3, 2, activation)));
  }

  private void check(String what, Layer layer) {
    Map<String, Leaf> leaves = leaves(layer.parameters());
    leaves.put("x", Leaf.of(3, 4));
    GradientCheck.check(what, backend(), leaves, tape -> weigh(layer.forward(tape.parameter("x"))));
  }

  static Stream<Loss> losses() {
    return Stream.concat(
        new BuiltInLosses().names().stream().sorted().map(Losses::create),
        Stream.of(new Gaussian(0.3), new LearnedGaussian()));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void gradientOfLoss(Loss loss) {
    Leaf target = new Leaf(Shape.of(3, 4), 0, 1);
    Map<String, Leaf> leaves = leaves(loss.parameters());
    leaves.put("output", Leaf.of(3, 4));
    GradientCheck.check(
        "loss " + loss.name() + " " + loss.settings(),
        backend(),
        leaves,
        tape ->
            loss.between(
                tape.parameter("output"), tape.constant(target.shape(), target.values(7))));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void gradientOfVariationalAutoencoder(Loss loss) {
    Vae vae = Vae.reference(6, 5, 2, loss);
    Leaf x = new Leaf(Shape.of(3, 6), 0, 1);
    Leaf noise = Leaf.of(3, 2);
    GradientCheck.check(
        "variational autoencoder with loss " + loss.name(),
        backend(),
        leaves(vae.parameters()),
        tape ->
            vae.negativeElbo(
                    tape.constant(x.shape(), x.values(8)),
                    tape.constant(noise.shape(), noise.values(9)))
                .total());
  }

  private static Map<String, Leaf> leaves(List<Parameter> parameters) {
    Map<String, Leaf> leaves = new LinkedHashMap<>();
    parameters.forEach(p -> leaves.put(p.name(), new Leaf(p.shape(), -0.8, 0.8)));
    return leaves;
  }
}
