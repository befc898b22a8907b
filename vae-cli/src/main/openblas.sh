# Sourced by vae and benchmarks/run: names the kernels that OpenBLAS shall take, unless the user did.
# The OpenBLAS in ND4J and that in jblas are older than many processors and take slow kernels on
# those: for AVX2 and for SSE3 where AVX-512 is there. docs/performance.md has figures.
if [[ -z ${OPENBLAS_CORETYPE:-} && -r /proc/cpuinfo ]]; then
  while IFS= read -r line; do
    if [[ $line == flags* ]]; then
      line="$line "
      if [[ $line == *' avx512f '* && $line == *' avx512dq '* && $line == *' avx512cd '* &&
        $line == *' avx512bw '* && $line == *' avx512vl '* ]]; then
        export OPENBLAS_CORETYPE=SkylakeX
      elif [[ $line == *' avx2 '* && $line == *' fma '* ]]; then
        export OPENBLAS_CORETYPE=Haswell
      fi
      break
    fi
  done </proc/cpuinfo
fi
