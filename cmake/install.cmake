# What `cmake --install` puts where. fbp-check and fbp-cc find the rest relative to themselves: ../lib/fbp for the plugin,
# ../include for fbp/annotate.h, ../share/fbp/models for the models; the packages for CMake and pkg-config likewise. So
# the tree can be moved.
include(CMakePackageConfigHelpers)
set(CMAKE_INSTALL_BINDIR bin)
set(CMAKE_INSTALL_INCLUDEDIR include)

install(DIRECTORY annotations/fbp DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(DIRECTORY annotations/models DESTINATION share/fbp FILES_MATCHING PATTERN "*.h")
install(FILES LICENSE README.md DESTINATION share/doc/fbp-check)
foreach(program fbp-check fbp-cc)
  if(TARGET ${program})
    install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  endif()
endforeach()
if(TARGET fbp-plugin)
  install(TARGETS fbp-plugin LIBRARY DESTINATION lib/fbp)
endif()

# Packages without anything of a machine: share/cmake and share/pkgconfig.
set(PC_UP ../..)
configure_package_config_file(cmake/fbp-check-config.cmake.in ${CMAKE_BINARY_DIR}/package/fbp-check-config.cmake
  INSTALL_DESTINATION share/cmake/fbp-check PATH_VARS CMAKE_INSTALL_BINDIR CMAKE_INSTALL_INCLUDEDIR)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/package/fbp-check-config-version.cmake
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
configure_file(cmake/fbp-annotations.pc.in ${CMAKE_BINARY_DIR}/package/fbp-annotations.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/package/fbp-check-config.cmake
  ${CMAKE_BINARY_DIR}/package/fbp-check-config-version.cmake DESTINATION share/cmake/fbp-check)
install(FILES ${CMAKE_BINARY_DIR}/package/fbp-annotations.pc DESTINATION share/pkgconfig)
