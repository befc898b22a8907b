package org.vae4j.backend.nd4j;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Tensor;

/**
 * The engine with tensors that leave the Java heap when they are made, not with their first
 * product.
 */
final class OutsideTensors {
  private OutsideTensors() {}

  /** Those tensors leave whose number, counted from 0 as they are made, {@code leaves} takes. */
  static Backend engine(IntPredicate leaves) {
    Backend engine = new Nd4jProvider().create();
    AtomicInteger made = new AtomicInteger();
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(),
            new Class<?>[] {Backend.class},
            (proxy, method, args) -> {
              try {
                Object result = method.invoke(engine, args);
                if (result instanceof Tensor tensor && leaves.test(made.getAndIncrement())) {
                  leave(tensor);
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void leave(Tensor tensor) {
    switch (tensor.dtype()) {
      case F32 -> Nd4jTensor.floats(tensor);
      case F64 -> Nd4jTensor.doubles(tensor);
    }
  }
}
