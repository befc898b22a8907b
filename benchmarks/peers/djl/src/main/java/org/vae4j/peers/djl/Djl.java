package org.vae4j.peers.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import org.vae4j.peers.Framework;
import org.vae4j.peers.Peer;
import org.vae4j.peers.PeerCommand;
import org.vae4j.peers.PeerSettings;

/** DJL on its PyTorch engine, with the libtorch on the class path. */
public final class Djl implements Framework {

  /** Trains as the options say, prints a line an epoch, and last one line of JSON. */
  public static void main(String... args) {
    System.exit(PeerCommand.run(new Djl(), System.out, args));
  }

  @Override
  public String name() {
    return "djl";
  }

  @Override
  public Peer open(float[][] images, PeerSettings settings) {
    // all read once, as the engine starts: it asks no network, and torch's pool gets its size
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(settings.threads()));
    Engine.getInstance().setRandomSeed(settings.seed());
    Model model = Model.newInstance("vae", Device.cpu());
    model.setBlock(new VaeBlock(images[0].length, settings.hidden(), settings.latent()));
    NDManager manager = model.getNDManager();
    return new DjlTraining(model, manager.create(images), settings.batch());
  }
}
