# LLVM 19 and libclang 19 as Debian installs them, and the libraries that tests and tools use.
# What is missing is named with the Debian package that has it.
function(fbp_need variable package)
  if(NOT ${variable})
    message(FATAL_ERROR "${package} is missing (${variable} not found). "
      "Install it (apt-get install ${package}), or let `./dev build` install all that is needed.")
  endif()
endfunction()

find_program(LLVM_CONFIG NAMES llvm-config-19)
fbp_need(LLVM_CONFIG llvm-19-dev)
execute_process(COMMAND ${LLVM_CONFIG} --includedir OUTPUT_VARIABLE LLVM_INCLUDE_DIR OUTPUT_STRIP_TRAILING_WHITESPACE)
execute_process(COMMAND ${LLVM_CONFIG} --libdir OUTPUT_VARIABLE LLVM_LIB_DIR OUTPUT_STRIP_TRAILING_WHITESPACE)
find_library(LLVM_LIBRARY NAMES LLVM-19 PATHS ${LLVM_LIB_DIR} NO_DEFAULT_PATH)
fbp_need(LLVM_LIBRARY llvm-19-dev)
find_library(LIBCLANG_LIBRARY NAMES clang-19 clang PATHS ${LLVM_LIB_DIR} NO_DEFAULT_PATH)
fbp_need(LIBCLANG_LIBRARY libclang-19-dev)
find_program(FBP_CLANG NAMES clang-19)
fbp_need(FBP_CLANG clang-19)
find_path(CMOCKA_INCLUDE_DIR cmocka.h)
fbp_need(CMOCKA_INCLUDE_DIR libcmocka-dev)
find_library(CMOCKA_LIBRARY cmocka)
fbp_need(CMOCKA_LIBRARY libcmocka-dev)
