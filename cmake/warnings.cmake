# fbp_target(NAME): our warnings and sanitizers for a target of ours.
function(fbp_target name)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/analyzer)
  if(FBP_WARNINGS_AS_ERRORS)
    target_compile_options(${name} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Werror
      $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes;-Wmissing-prototypes>)
  endif()
  if(FBP_SANITIZE)
    target_compile_options(${name} PRIVATE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(${name} PRIVATE -fsanitize=address,undefined)
  endif()
endfunction()
